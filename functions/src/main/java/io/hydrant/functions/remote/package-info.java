/// Functions that run elsewhere: behind a Runtime Interface Emulator, or in AWS Lambda.
///
/// Whatever happens there becomes an outcome of the function, or a refusal in the Lambda API's own
/// terms: nobody who invokes a function needs to know where it runs. Nothing is invoked twice from
/// here: whoever calls decides what to try again.
package io.hydrant.functions.remote;
