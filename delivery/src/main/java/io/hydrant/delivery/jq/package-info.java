/// Partition keys by a jq program: what the MetadataExtraction processor computes from each record.
///
/// A program is compiled once, when a stream is created or changed, and what cannot work is refused
/// then. Evaluating is pure: no clock but that of `now`, no files, no environment, bounded steps.
/// How programs are evaluated is told by [io.hydrant.delivery.jq.evaluation].
package io.hydrant.delivery.jq;
