package io.hydrant.streams.log.segmented;

import io.hydrant.streams.log.Frame;
import io.hydrant.streams.log.LogException;
import io.hydrant.streams.log.LogFailed;
import io.hydrant.streams.log.LogFull;
import io.hydrant.streams.log.LogPartition.Appended;
import io.hydrant.streams.log.StreamLog.Purpose;
import io.hydrant.streams.log.segmented.SegmentedPartition.State;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/// Writes one partition's frames. For the committer.
///
/// A round stages frames, writes them all, brings the file to the disk once, and only then shows
/// the frames to readers and completes their futures. Whatever fails, the file goes back to what
/// was durable before:
///
///     SOUND --write fails--> TORN --cut back and synced--> SOUND
///     SOUND --fsync fails--> DOUBTFUL --cut back and synced--> SPENT --new segment--> SOUND
///     SOUND --segment is full--> SPENT
///
/// After a failed fsync the kernel may have dropped what it could not write and yet call it clean,
/// so nothing is ever written again to that file: the frames it acknowledged stay, the next frame
/// begins a new segment. While cutting back fails, appends fail; each new append tries again.
final class PartitionWriter {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionWriter.class);

    /// A wholly trimmed active segment is given up only if that frees this share of a segment,
    /// unless space is short.
    private static final long GIVE_UP_SHARE = 4;

    private final SegmentedPartition partition;
    private final Purpose purpose;
    private final SegmentStore store;
    private final LogMeters meters;
    private final SpaceBudget space;
    private final ByteBuffer prefix = ByteBuffer.allocate(FrameHead.FIXED_BYTES + 2048);
    private final Queue<PendingAppend> staged = new ArrayDeque<>();
    private final List<Written> written = new ArrayList<>();
    private Optional<LogFile> file = Optional.empty();
    private Condition condition = Condition.SOUND;
    private Optional<Forced> forced = Optional.empty();
    private PartitionEnd end;
    private long position;

    PartitionWriter(
            SegmentedPartition partition, Purpose purpose, SegmentStore store, Accounts accounts) {
        this.partition = partition;
        this.purpose = purpose;
        this.store = store;
        this.meters = accounts.meters();
        this.space = accounts.space();
        backToDurable();
    }

    SegmentedPartition partition() {
        return partition;
    }

    Purpose purpose() {
        return purpose;
    }

    void stage(PendingAppend append) {
        staged.add(append);
    }

    /// Writes what is staged. Failures end in the futures.
    void write(GatheringWriter out) {
        try {
            mend();
            out.begin(file(), position);
            while (!staged.isEmpty()) {
                PendingAppend append = staged.element();
                if (isFullFor(append)) {
                    out.flush();
                    sync();
                    roll();
                    out.begin(file(), position);
                }
                put(append, out);
                staged.remove();
            }
            out.flush();
        } catch (IOException e) {
            fail(e, Condition.TORN);
        }
    }

    private boolean isFullFor(PendingAppend append) {
        return position > active().header().bytes()
                && position + append.frameBytes() > store.segmentBytesFor(append.frameBytes());
    }

    private void put(PendingAppend append, GatheringWriter out) throws IOException {
        FrameHead head = FrameHead.of(append, end, partition.endOffset());
        Frame frame = append.frame();
        int prefixBytes = head.headBytes() - head.metadataBytes();
        ByteBuffer target =
                prefixBytes <= prefix.capacity() ? prefix : ByteBuffer.allocate(prefixBytes);
        head.encode(target, frame, active().header().segmentId());
        out.put(target);
        out.put(frame.metadata());
        out.put(frame.payload());
        written.add(new Written(append, head.offset(), head.arrivalMillis(), position));
        end = head.after();
        position += head.frameBytes();
    }

    /// Brings what was written to the disk and completes its futures. Failures end in the futures.
    void commit() {
        try {
            sync();
        } catch (IOException e) {
            fail(e, Condition.TORN);
        }
    }

    private void sync() throws IOException {
        if (written.isEmpty()) {
            return;
        }
        Forced outcome = forced.orElseGet(this::forced);
        forced = Optional.empty();
        if (outcome.failure().isPresent()) {
            condition = Condition.DOUBTFUL;
            throw outcome.failure().get();
        }
        publish();
    }

    /// Brings what was written to the disk before [#commit()] is called, which then only shows it.
    /// For another thread, while the committer waits for it.
    void forceAhead() {
        if (!written.isEmpty()) {
            forced = Optional.of(forced());
        }
    }

    private Forced forced() {
        long before = System.nanoTime();
        try {
            file().force(false);
            return new Forced(Optional.empty());
        } catch (IOException e) {
            return new Forced(Optional.of(e));
        } finally {
            meters.synced(System.nanoTime() - before);
        }
    }

    private void publish() {
        Segment segment = active();
        long bytes = position - segment.durableBytes();
        space.add(purpose, bytes);
        for (Written frame : written) {
            segment.index()
                    .offer(
                            new SparseIndex.Entry(
                                    frame.offset, frame.arrivalMillis, frame.position));
        }
        PartitionEnd before = partition.state().end();
        meters.appended(purpose, written.size(), end.records() - before.records(), bytes);
        segment.publish(position);
        partition.publish(new State(partition.state().segments(), end));
        for (Written frame : written) {
            Instant arrival = Instant.ofEpochMilli(frame.arrivalMillis);
            frame.append.done().complete(new Appended(frame.offset, arrival));
        }
        written.clear();
    }

    /// Gives up everything of this round that is not durable yet.
    private void fail(IOException cause, Condition atLeast) {
        List<PendingAppend> failed = new ArrayList<>();
        written.forEach(frame -> failed.add(frame.append));
        failed.addAll(staged);
        staged.clear();
        written.clear();
        if (condition == Condition.SOUND) {
            condition = atLeast;
        }
        backToDurable();
        boolean nothingKept = cutBack();
        LogException reason = reason(cause, nothingKept);
        if (reason instanceof LogFull) {
            meters.refused(purpose, failed.size());
        } else {
            LOG.error("partition {}: appending failed", partition.name(), cause);
            meters.failed(purpose, failed.size());
        }
        for (PendingAppend append : failed) {
            append.done().completeExceptionally(reason);
        }
    }

    private LogException reason(IOException cause, boolean nothingKept) {
        if (cause instanceof DiskFull && nothingKept) {
            return new LogFull(
                    "partition " + partition.name() + ": the disk is full: " + cause.getMessage());
        }
        return new LogFailed(
                "partition " + partition.name() + ": appending failed: " + cause.getMessage(),
                cause);
    }

    private void backToDurable() {
        position = active().durableBytes();
        end = partition.state().end();
    }

    /// Removes what was written but not acknowledged, durably; says whether that worked.
    private boolean cutBack() {
        try {
            closeFile();
            file().truncate(position);
            file().force(true);
            condition =
                    switch (condition) {
                        case SOUND, TORN -> Condition.SOUND;
                        case DOUBTFUL, SPENT -> Condition.SPENT;
                    };
            return true;
        } catch (IOException e) {
            LOG.warn("partition {}: cannot cut back {} yet", partition.name(), active(), e);
            return false;
        }
    }

    private void mend() throws IOException {
        if (isUnclean() && !cutBack()) {
            throw new IOException("an earlier append could not be undone yet in " + active());
        }
        if (condition == Condition.SPENT) {
            roll();
        }
    }

    private boolean isUnclean() {
        return condition == Condition.TORN || condition == Condition.DOUBTFUL;
    }

    private void roll() throws IOException {
        // even if this fails the new segment's name may be there, so the old one must not grow
        condition = Condition.SPENT;
        Segment next = store.begin(end);
        List<Segment> segments = new ArrayList<>(partition.state().segments());
        if (segments.getLast().baseOffset() == next.baseOffset()) {
            space.add(purpose, -segments.removeLast().durableBytes());
        }
        segments.add(next);
        space.add(purpose, next.durableBytes());
        partition.publish(new State(List.copyOf(segments), end));
        closeFile();
        backToDurable();
        condition = Condition.SOUND;
    }

    /// Removes segments that lie wholly below the trim offset.
    ///
    /// @param spaceIsShort whether even a small active segment is worth giving up
    void trim(boolean spaceIsShort) {
        try {
            if (isActiveWorthGivingUp(spaceIsShort)) {
                mend();
                roll();
            }
        } catch (IOException e) {
            LOG.warn("partition {}: cannot begin a segment to trim", partition.name(), e);
        }
        List<Segment> kept = new ArrayList<>(partition.state().segments());
        List<Segment> doomed = new ArrayList<>();
        while (kept.size() > 1 && kept.get(1).baseOffset() <= partition.trimOffset()) {
            doomed.add(kept.removeFirst());
        }
        if (doomed.isEmpty()) {
            return;
        }
        partition.publish(new State(List.copyOf(kept), end));
        remove(doomed);
        if (!doomed.isEmpty()) {
            kept.addAll(0, doomed);
            partition.publish(new State(List.copyOf(kept), end));
        }
    }

    private boolean isActiveWorthGivingUp(boolean spaceIsShort) {
        long frames = position - active().header().bytes();
        return frames > 0
                && partition.trimOffset() >= end.offset()
                && (spaceIsShort || frames >= store.segmentBytes() / GIVE_UP_SHARE);
    }

    /// Removes the oldest first and takes what is gone from the list.
    private void remove(List<Segment> doomed) {
        try {
            while (!doomed.isEmpty()) {
                store.remove(doomed.getFirst());
                space.add(purpose, -doomed.removeFirst().durableBytes());
            }
        } catch (IOException e) {
            LOG.warn("partition {}: cannot remove {} yet", partition.name(), doomed.getFirst(), e);
        }
    }

    /// Fails all further use and releases the file.
    void retire(String reason) {
        partition.retire(reason);
        for (PendingAppend append : staged) {
            append.done().completeExceptionally(new LogFailed(reason));
        }
        written.forEach(frame -> frame.append.done().completeExceptionally(new LogFailed(reason)));
        staged.clear();
        written.clear();
        if (isUnclean()) {
            cutBack(); // the last try; if it fails, the frame may be seen after a restart
        }
        closeFile();
    }

    private Segment active() {
        return partition.state().active();
    }

    private LogFile file() throws IOException {
        if (file.isEmpty()) {
            file = Optional.of(store.openToWrite(active()));
        }
        return file.get();
    }

    /// All that must last was forced before, so that a failure here loses nothing.
    private void closeFile() {
        try {
            if (file.isPresent()) {
                file.get().close();
            }
        } catch (IOException e) {
            LOG.warn("partition {}: closing {} failed", partition.name(), active(), e);
        }
        file = Optional.empty();
    }

    private enum Condition {
        SOUND,
        TORN,
        DOUBTFUL,
        SPENT
    }

    /// @param failure why the file may not be on the disk
    private record Forced(Optional<IOException> failure) {}

    private record Written(PendingAppend append, long offset, long arrivalMillis, long position) {}

    /// Where what happens is counted.
    record Accounts(LogMeters meters, SpaceBudget space) {}
}
