package io.hydrant.streams.log.segmented;

import java.time.InstantSource;

/// What the partitions of one open log share.
record LogSurroundings(SegmentedLogConfig config, InstantSource clock, CommitQueue queue) {}
