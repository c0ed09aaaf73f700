/// The user's own code: deployed by the Lambda API, run in processes of its own.
package io.hydrant.functions;
