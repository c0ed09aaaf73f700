/// The aggregated record of the Kinesis Producer Library: many user records in one.
///
///     F3 89 9A C2 | protobuf AggregatedRecord | MD5 of the protobuf bytes, 16 bytes
///
/// Any record may look like one by accident or malice, so nothing in it is believed before it is
/// checked, and what does not hold is an ordinary record.
///
/// Source: aggregation-format.md of the Kinesis Producer Library.
package io.hydrant.wire.kpl;
