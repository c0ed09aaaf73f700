package io.hydrant.streams.log.segmented;

import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.streams.log.LogFailed;
import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.log.PartitionName;
import io.hydrant.streams.log.StreamLog;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A log in a folder of the local file system, made durable by one committer thread.
///
/// One process at a time may have a log open; keeping others out is the caller's business.
public final class SegmentedLog implements StreamLog {
    private final SegmentedLogConfig config;
    private final InstantSource clock;
    private final PartitionFolders folders;
    private final SpaceBudget space;
    private final LogMeters meters;
    private final CommitQueue queue;
    private final Committer committer;
    private final Thread thread;
    private final Map<PartitionName, Purpose> known = new ConcurrentHashMap<>();
    private final Map<PartitionName, SegmentedPartition> opened = new ConcurrentHashMap<>();

    private SegmentedLog(SegmentedLogConfig config, InstantSource clock, Telemetry telemetry) {
        this.config = config;
        this.clock = clock;
        this.folders = new PartitionFolders(config.files(), config.directory());
        this.space = new SpaceBudget(config);
        this.meters = new LogMeters(telemetry, space);
        this.queue = new CommitQueue(config.waitingBytesMax());
        this.committer = new Committer(queue, space, meters);
        this.thread = Thread.ofPlatform().daemon().name("log-committer").unstarted(committer);
    }

    /// Opens the log and finishes what a crash interrupted. Partitions are recovered when they are
    /// opened.
    ///
    /// @throws LogFailed when the folder cannot be used
    public static SegmentedLog open(
            SegmentedLogConfig config, InstantSource clock, Telemetry telemetry) {
        SegmentedLog log = new SegmentedLog(config, clock, telemetry);
        try {
            log.folders
                    .open()
                    .forEach(
                            (name, found) -> {
                                log.known.put(name, found.purpose());
                                log.space.add(found.purpose(), found.bytes());
                            });
        } catch (IOException e) {
            throw new LogFailed(
                    "cannot open the log in " + config.directory() + ": " + e.getMessage(), e);
        }
        log.thread.start();
        return log;
    }

    @Override
    public LogPartition partition(PartitionName name, Purpose purpose) {
        requirePurpose(name, purpose);
        SegmentedPartition partition = opened.get(name);
        return partition != null ? partition : queue.call(() -> openNow(name, purpose));
    }

    /// On the committer's thread.
    private SegmentedPartition openNow(PartitionName name, Purpose purpose) {
        requirePurpose(name, purpose);
        SegmentedPartition already = opened.get(name);
        if (already != null) {
            return already;
        }
        SegmentStore store =
                new SegmentStore(
                        config.files(),
                        folders,
                        name,
                        new SegmentStore.Place(
                                folders.folder(name, purpose),
                                config.segmentBytes(purpose),
                                config.segmentBytes()));
        try {
            long bytesBefore = store.bytesOnDisk();
            SegmentedPartition partition =
                    new SegmentedPartition(
                            name, new LogSurroundings(config, clock, queue), store.recover());
            space.add(purpose, partition.bytesOnDisk() - bytesBefore);
            committer.add(
                    new PartitionWriter(
                            partition,
                            purpose,
                            store,
                            new PartitionWriter.Accounts(meters, space)));
            known.put(name, purpose);
            opened.put(name, partition);
            return partition;
        } catch (IOException e) {
            throw new LogFailed("cannot open partition " + name + ": " + e.getMessage(), e);
        }
    }

    private void requirePurpose(PartitionName name, Purpose purpose) {
        Purpose kept = known.getOrDefault(name, purpose);
        if (kept != purpose) {
            throw new InvalidArgument(
                    "partition " + name + " is for " + kept + " but was opened for " + purpose);
        }
    }

    @Override
    public Set<PartitionName> partitions() {
        return Set.copyOf(known.keySet());
    }

    @Override
    public void delete(PartitionName name) {
        if (known.containsKey(name)) {
            queue.call(() -> deleteNow(name));
        }
    }

    /// On the committer's thread.
    private boolean deleteNow(PartitionName name) {
        Optional<Purpose> purpose = Optional.ofNullable(known.get(name));
        if (purpose.isEmpty()) {
            return false;
        }
        committer.retire(name, "partition " + name + " was deleted");
        opened.remove(name);
        try {
            long bytes = folders.segmentBytes(folders.folder(name, purpose.get()));
            folders.delete(name, purpose.get());
            known.remove(name);
            space.add(purpose.get(), -bytes);
            return true;
        } catch (IOException e) {
            throw new LogFailed("cannot delete partition " + name + ": " + e.getMessage(), e);
        }
    }

    /// Bytes of all segment files.
    public long bytesOnDisk() {
        return space.bytesOnDisk(Purpose.RECORDS) + space.bytesOnDisk(Purpose.BOOKKEEPING);
    }

    /// Bytes of a partition's segment files; 0 when it is not open.
    public long bytesOnDisk(PartitionName name) {
        return Optional.ofNullable(opened.get(name))
                .map(SegmentedPartition::bytesOnDisk)
                .orElse(0L);
    }

    /// Why the log takes nothing more, when it has failed or is closed.
    public Optional<String> failure() {
        return queue.closedReason();
    }

    /// Why there was no room for the last put; empty when it was kept.
    public Optional<String> full() {
        return committer.lastRefusal();
    }

    /// Completes what is waiting; what comes later fails. Returns once all files are released.
    @Override
    public void close() {
        queue.close("the log in " + config.directory() + " is closed");
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true; // waiting appends must be finished first
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// The folder of a partition, where people may look at its files.
    public Path folder(PartitionName name, Purpose purpose) {
        return folders.folder(name, purpose);
    }
}
