package io.hydrant.streams.log.segmented;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.Optional;

/// Finds where a partition's last segment ends: behind its longest valid prefix.
///
/// What follows the prefix is what a crash left of appends that nobody was told about, and is cut.
/// The exception is damage: when a later frame proves that the broken one had been acknowledged
/// ([FrameHead] tells how), the segment is kept whole, so that reading reports the damage instead
/// of nobody noticing that records are missing.
final class SegmentRecovery {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentRecovery.class);
    private static final int WINDOW_BYTES = 256 << 10;

    private final Segment segment;
    private final HeadReader heads;
    private final long fileBytes;
    private long position;
    private PartitionEnd end;

    private SegmentRecovery(Segment segment, HeadReader heads, long fileBytes) {
        this.segment = segment;
        this.heads = heads;
        this.fileBytes = fileBytes;
        this.position = segment.header().bytes();
        this.end = PartitionEnd.at(segment.header());
    }

    /// Reads the whole segment and fills its index. Changes nothing.
    static Found find(LogFiles files, Segment segment, long fileBytes) throws IOException {
        try (HeadReader heads = HeadReader.open(files, segment, WINDOW_BYTES)) {
            SegmentRecovery recovery = new SegmentRecovery(segment, heads, fileBytes);
            recovery.scan();
            return new Found(recovery.position, recovery.end);
        }
    }

    private void scan() throws IOException {
        while (true) {
            Optional<FrameHead> head = heads.at(position, fileBytes);
            if (head.isPresent() && isNext(head.get()) && payloadHolds(head.get())) {
                pass(head.get());
            } else if (!skipDamage()) {
                return;
            }
        }
    }

    private boolean isNext(FrameHead head) {
        return head.offset() == end.offset();
    }

    private boolean payloadHolds(FrameHead head) throws IOException {
        return heads.payloadHolds(head, position);
    }

    private void pass(FrameHead head) {
        segment.index().offer(new SparseIndex.Entry(head.offset(), head.arrivalMillis(), position));
        position += head.frameBytes();
        end = head.after();
    }

    /// Moves behind a broken frame that had been acknowledged; says whether there was one.
    private boolean skipDamage() throws IOException {
        Optional<Long> candidate = heads.nextMagic(position + 1, fileBytes);
        while (candidate.isPresent()) {
            Optional<FrameHead> head = heads.at(candidate.get(), fileBytes);
            if (head.isPresent() && head.get().durableEnd() > end.offset()) {
                LOG.error(
                        "partition {}: frame {} is damaged in {} at position {}; reading it will"
                                + " fail",
                        segment.header().partition(),
                        end.offset(),
                        segment,
                        position);
                position = candidate.get();
                end = PartitionEnd.before(head.get());
                return true;
            }
            candidate = heads.nextMagic(candidate.get() + 1, fileBytes);
        }
        return false;
    }

    /// @param bytes how much of the file is valid
    record Found(long bytes, PartitionEnd end) {}
}
