/// The function of the demo, in each language that it is written in, as a package for the Lambda
/// API; and which of them this machine can run.
package io.hydrant.cli.demo.function;
