/// The embedded log: segment files per partition, written by one committer thread.
///
/// Only the committer's thread changes files once a log is open; readers open their own handles and
/// see what the committer has published as durable. Callers wait on futures.
package io.hydrant.streams.log.segmented;
