package io.hydrant.streams.log.segmented;

import io.hydrant.streams.log.StreamLog.Purpose;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Decides who may still use disk space: records up to their quota and down to the reserve,
/// bookkeeping until the disk itself is full.
///
/// The admitting methods are for the committer; the counts may be read by anybody.
final class SpaceBudget {
    private static final Logger LOG = LoggerFactory.getLogger(SpaceBudget.class);

    private final SegmentedLogConfig config;
    private final Map<Purpose, AtomicLong> onDisk = new EnumMap<>(Purpose.class);
    private long admittedBytes;
    private long usableBytes;

    SpaceBudget(SegmentedLogConfig config) {
        this.config = config;
        for (Purpose purpose : Purpose.values()) {
            onDisk.put(purpose, new AtomicLong());
        }
    }

    /// Begins a round of appends with a fresh look at the disk.
    void beginRound() {
        admittedBytes = 0;
        measure();
    }

    /// Looks at the disk again in the middle of a round, before anything of it was written.
    void measure() {
        try {
            usableBytes = config.files().usableBytes(config.directory());
        } catch (IOException e) {
            LOG.warn("cannot tell how much space is left in {}", config.directory(), e);
        }
    }

    /// Admits an append, or says why there is no room for it.
    Optional<String> refusal(Purpose purpose, long bytes) {
        return switch (purpose) {
            case BOOKKEEPING -> {
                admittedBytes += bytes;
                yield Optional.empty();
            }
            case RECORDS -> refusalOfRecords(bytes);
        };
    }

    private Optional<String> refusalOfRecords(long bytes) {
        long used = bytesOnDisk(Purpose.RECORDS) + admittedBytes;
        if (used > config.quotaBytes() - bytes) {
            return Optional.of(
                    "the log holds "
                            + used
                            + " bytes and may hold "
                            + config.quotaBytes()
                            + "; there is no room for "
                            + bytes
                            + " more");
        }
        long left = usableBytes - admittedBytes - bytes;
        if (left < config.reserveBytes()) {
            return Optional.of(
                    "the disk has "
                            + usableBytes
                            + " bytes left, of which "
                            + config.reserveBytes()
                            + " are held in reserve; there is no room for "
                            + bytes
                            + " more");
        }
        admittedBytes += bytes;
        return Optional.empty();
    }

    void add(Purpose purpose, long bytes) {
        onDisk.get(purpose).addAndGet(bytes);
    }

    long bytesOnDisk(Purpose purpose) {
        return onDisk.get(purpose).get();
    }
}
