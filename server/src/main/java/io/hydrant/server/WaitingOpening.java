package io.hydrant.server;

import io.hydrant.delivery.gather.GatherLimits;
import io.hydrant.delivery.gather.RecordMemory;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.server.config.ServerConfig;
import io.hydrant.server.config.ServerConfig.WaitingConfig;

import java.io.IOException;
import java.util.Optional;

/// Where copies of records wait that are in open partitions.
final class WaitingOpening {
    /// Of the heap, where no other memory is set.
    private static final int HEAP_SHARE = 8;

    /// Staging stops long before the log has to refuse puts.
    private static final long DISK_BYTES_FREE_MIN = 1L << 30;

    private WaitingOpening() {}

    /// Empty when there are to be no copies.
    static Optional<RecordMemory> open(
            DataFolder folder, ServerConfig config, Telemetry telemetry, Opened opened)
            throws IOException {
        WaitingConfig waiting = config.delivery().waiting();
        long memoryBytes =
                waiting.memoryBytesMax().orElse(Runtime.getRuntime().maxMemory() / HEAP_SHARE);
        if (memoryBytes == 0) {
            return Optional.empty();
        }
        GatherLimits limits =
                new GatherLimits(
                        memoryBytes,
                        waiting.stagedBytesMax(),
                        config.log().reserveBytes() + DISK_BYTES_FREE_MIN);
        return Optional.of(opened.add(RecordMemory.open(limits, folder.waiting(), telemetry)));
    }
}
