package io.hydrant.streams.log.segmented;

import io.hydrant.streams.log.LogFailed;
import io.hydrant.streams.log.LogFull;
import io.hydrant.streams.log.PartitionName;
import io.hydrant.streams.log.StreamLog.Purpose;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Group commit: takes everything that waits, writes it, brings each file it wrote to the disk
/// once, and begins again; while it does, the next round gathers. It sleeps when nothing waits.
///
/// Everything that changes files after the log is open happens here, on one platform thread that
/// nobody interrupts, so that none of it needs a lock; only bringing many files to the disk is
/// shared with others, while this one waits.
final class Committer implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);

    private final CommitQueue queue;
    private final SpaceBudget space;
    private final LogMeters meters;
    private final GatheringWriter out = new GatheringWriter();
    private final ParallelSyncs syncs = new ParallelSyncs();
    private final Map<PartitionName, PartitionWriter> writers = new HashMap<>();
    private volatile Optional<String> lastRefusal = Optional.empty();

    Committer(CommitQueue queue, SpaceBudget space, LogMeters meters) {
        this.queue = queue;
        this.space = space;
        this.meters = meters;
    }

    /// Why the last append of records was refused; empty when it was not.
    Optional<String> lastRefusal() {
        return lastRefusal;
    }

    /// Takes over a partition's files. From a task only.
    void add(PartitionWriter writer) {
        writers.put(writer.partition().name(), writer);
    }

    /// Lets go of a partition's files, if it has them. From a task only.
    void retire(PartitionName name, String reason) {
        Optional.ofNullable(writers.remove(name)).ifPresent(writer -> writer.retire(reason));
    }

    @Override
    public void run() {
        String reason = "the log is closed";
        Optional<CommitQueue.Round> round = queue.take();
        while (round.isPresent()) {
            try {
                commit(round.get());
            } catch (RuntimeException | Error e) {
                // state may be half changed; only a fresh start from the files can be trusted
                LOG.error("the log's committer failed; the log takes nothing more", e);
                reason = "the log's committer failed: " + e;
                queue.close(reason);
                failAll(round.get(), reason);
            }
            round = queue.take();
        }
        for (PartitionWriter writer : writers.values()) {
            writer.retire(reason);
        }
        writers.clear();
        syncs.close();
    }

    private void failAll(CommitQueue.Round round, String reason) {
        writers.values().forEach(writer -> writer.retire(reason));
        writers.clear();
        for (PendingAppend append : round.appends()) {
            append.done().completeExceptionally(new LogFailed(reason));
        }
    }

    private void commit(CommitQueue.Round round) {
        try {
            round.task().ifPresent(Runnable::run);
            round.trims().forEach(partition -> trim(partition.name(), false));
            Set<PartitionWriter> touched = stage(round);
            touched.forEach(writer -> writer.write(out));
            syncs.forceAhead(touched);
            touched.forEach(PartitionWriter::commit);
        } finally {
            queue.release(round.bytes());
        }
    }

    private void trim(PartitionName name, boolean spaceIsShort) {
        Optional.ofNullable(writers.get(name)).ifPresent(writer -> writer.trim(spaceIsShort));
    }

    /// Hands appends to their partitions, those that are not refused.
    private Set<PartitionWriter> stage(CommitQueue.Round round) {
        Set<PartitionWriter> touched = new LinkedHashSet<>();
        if (round.appends().isEmpty()) {
            return touched;
        }
        boolean reclaimed = false;
        space.beginRound();
        for (PendingAppend append : round.appends()) {
            PartitionWriter writer = writers.get(append.partition().name());
            if (writer == null || writer.partition() != append.partition()) {
                String name = append.partition().name().value();
                append.done()
                        .completeExceptionally(new LogFailed("partition " + name + " was deleted"));
                continue;
            }
            Optional<String> refusal = space.refusal(writer.purpose(), append.frameBytes());
            if (refusal.isPresent() && !reclaimed) {
                reclaimed = true;
                reclaim();
                refusal = space.refusal(writer.purpose(), append.frameBytes());
            }
            if (refusal.isPresent()) {
                meters.refused(writer.purpose(), 1);
                lastRefusal = refusal;
                String name = append.partition().name().value();
                append.done()
                        .completeExceptionally(
                                new LogFull("partition " + name + ": " + refusal.get()));
            } else {
                if (writer.purpose() == Purpose.RECORDS && lastRefusal.isPresent()) {
                    lastRefusal = Optional.empty();
                }
                writer.stage(append);
                touched.add(writer);
            }
        }
        return touched;
    }

    /// Gives up whatever may be forgotten, however little it is. Nothing of the round is written
    /// yet.
    private void reclaim() {
        for (PartitionWriter writer : writers.values()) {
            if (writer.purpose() == Purpose.RECORDS) {
                writer.trim(true);
            }
        }
        space.measure();
    }
}
