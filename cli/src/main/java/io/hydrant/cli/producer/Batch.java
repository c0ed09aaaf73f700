package io.hydrant.cli.producer;

import java.util.List;

/// Records that are sent together.
///
/// @param end where a producer is once they are acknowledged
record Batch(List<OutgoingRecord> records, Mark end) {}
