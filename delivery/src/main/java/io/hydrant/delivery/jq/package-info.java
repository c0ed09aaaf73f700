/// Partition keys by a jq program: what the MetadataExtraction processor computes from each record.
///
/// A program is compiled once, when a stream is created or changed, and what cannot work is refused
/// then. Evaluating is pure: no clock but that of `now`, no files, no environment, bounded steps.
/// [io.hydrant.delivery.jq.fast] decides what it surely can over the bytes of a record; all else,
/// failures included, is decided by [io.hydrant.delivery.jq.general]. Both give the same results.
package io.hydrant.delivery.jq;
