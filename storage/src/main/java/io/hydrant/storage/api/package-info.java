/// The S3 protocol over the local folder: one class per operation, named as S3 names it.
///
/// Nothing outside this package knows XML, headers or status codes. An operation reads its request,
/// calls the store and renders; [S3Errors] alone decides how a refusal looks. Bodies stream through
/// one buffer each.
package io.hydrant.storage.api;
