/// Whose request it is: AWS Signature Version 4 (and 2 for presigned S3 URLs) verified, never
/// produced.
package io.hydrant.wire.auth;
