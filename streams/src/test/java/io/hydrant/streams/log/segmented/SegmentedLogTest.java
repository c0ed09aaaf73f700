package io.hydrant.streams.log.segmented;

import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.streams.log.StreamLog;
import io.hydrant.streams.log.StreamLogContract;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

class SegmentedLogTest extends StreamLogContract {
    @TempDir Path directory;

    @Override
    protected StreamLog open() {
        return SegmentedLog.open(
                SegmentedLogConfig.in(directory.resolve("log")), clock, Telemetry.NONE);
    }

    /// The same promises hold when every few frames begin a new segment.
    @Nested
    class InSmallSegments extends StreamLogContract {
        @Override
        protected StreamLog open() {
            return SegmentedLog.open(
                    SegmentedLogConfig.in(directory.resolve("log")).withSegmentBytes(4096),
                    clock,
                    Telemetry.NONE);
        }
    }
}
