/// Objects as plain files under a folder that other tools can read.
///
/// ```
/// <root>/buckets/<bucket>/year=2026/x-1.gz         the object's bytes, found by its key ([KeyNames])
/// <root>/buckets/.meta/buckets/<bucket>/bucket.json when and where it was made
///                                      /config/     configurations, as the client sent them
///                                      /objects/    metadata of objects ([Sidecars])
///                                      /uploads/    open multipart uploads ([Uploads])
/// <root>/buckets/.meta/tmp/                         files being written; emptied at start
/// ```
///
/// The rule that keeps it coherent: a file's appearance under its name, by one rename, is the
/// moment an object exists. Everything it needs is on the disk before, everything that became
/// useless goes after.
package io.hydrant.storage.file;
