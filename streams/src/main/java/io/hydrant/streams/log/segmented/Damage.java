package io.hydrant.streams.log.segmented;

import io.hydrant.streams.log.LogFailed;

/// Words for what is wrong with a file, always with partition, frame, file and position.
final class Damage {
    private Damage() {}

    static String place(Segment segment, long offset, long position) {
        return "frame "
                + offset
                + " of partition "
                + segment.header().partition()
                + " in "
                + segment
                + " at position "
                + position;
    }

    static LogFailed noValidHead(Segment segment, long offset, long position) {
        return new LogFailed(
                "no valid frame where one must be: " + place(segment, offset, position));
    }
}
