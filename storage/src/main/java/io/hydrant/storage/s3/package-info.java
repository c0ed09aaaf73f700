/// Any S3 outside, through the AWS SDK.
///
/// The SDK repeats little by itself: who delivers repeats for as long as it takes, with the same
/// key and the same content, so an answer that got lost is harmless.
package io.hydrant.storage.s3;
