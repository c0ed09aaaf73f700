/// An S3 that misbehaves in every way that a client must survive, and never stores half an object.
package io.hydrant.conformance.s3;
