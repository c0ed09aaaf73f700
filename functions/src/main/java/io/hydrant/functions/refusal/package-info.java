/// What the Lambda API refuses, in its own terms; how that looks on the wire is the api's business.
package io.hydrant.functions.refusal;
