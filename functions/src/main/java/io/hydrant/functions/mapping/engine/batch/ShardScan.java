package io.hydrant.functions.mapping.engine.batch;

import io.hydrant.functions.mapping.engine.batch.Gathering.Limits;
import io.hydrant.functions.mapping.engine.position.ShardProgress;
import io.hydrant.functions.pattern.RecordFilter;
import io.hydrant.streams.log.LogFailed;
import io.hydrant.streams.retrieval.ReadBudget;
import io.hydrant.streams.retrieval.RecordRange;
import io.hydrant.streams.retrieval.ShardReader;
import io.hydrant.streams.shard.RecordPosition;
import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.ShardFrame;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.CRC32;

/// Finds the records of one lane in its shard and gathers them. Reads the heads of frames, and
/// payloads only for filters that look at them. For one thread.
public final class ShardScan {
    private static final int FRAMES_PER_SCAN = 4_096;

    private final Shard shard;
    private final EventFormat format;
    private final CRC32 crc = new CRC32();
    private byte[] key = {};

    public ShardScan(Shard shard, EventFormat format) {
        this.shard = shard;
        this.format = format;
    }

    /// Which records are wanted.
    ///
    /// @param lane of the present division
    public record Wanted(
            ShardProgress progress, int lane, RecordFilter filter, Limits limits, Instant now) {}

    /// What a scan came across.
    ///
    /// @param more whether it stopped before the tip though the batch is not full
    /// @param seen records of the lane
    /// @param filtered of those: what did not pass
    /// @param expiredFrames fell out of retention before they were read
    public record Scanned(boolean more, int seen, int filtered, long expiredFrames) {}

    /// Goes on where the batch ends until it is full or there is nothing more, for a while.
    ///
    /// @throws LogFailed when the log cannot be read; what was gathered until then is kept
    public Scanned gather(Gathering batch, Wanted wanted) {
        long expired = passExpired(batch);
        if (batch.end().offset() >= shard.log().endOffset()) {
            return new Scanned(false, 0, 0, expired);
        }
        Tally tally = new Tally();
        int frames = 0;
        boolean more = true;
        try (ShardReader reader = ShardReader.open(shard, batch.end())) {
            while (more && !batch.isFull() && frames < FRAMES_PER_SCAN) {
                Optional<RecordRange> range = reader.next(everything());
                range.ifPresent(found -> gather(found, batch, wanted, tally));
                more = range.isPresent();
                frames++;
            }
        }
        return new Scanned(more && !batch.isFull(), tally.seen, tally.filtered, expired);
    }

    /// Where records are that can still be read.
    public long horizonOffset() {
        return Math.max(shard.horizonOffset(), shard.log().firstOffset());
    }

    /// Reads a batch and writes its event.
    ///
    /// @return has fewer records when some have expired
    public EventFormat.Writer render(Batch batch) {
        EventFormat.Writer writer = format.new Writer(Math.toIntExact(batch.eventBytes()));
        try (ShardReader reader = ShardReader.open(shard, batch.first())) {
            Optional<RecordRange> range = reader.next(everything());
            for (Batch.Span span : batch.spans()) {
                while (range.isPresent() && offset(range.get()) < span.offset()) {
                    range = reader.next(everything());
                }
                if (range.isPresent() && offset(range.get()) == span.offset()) {
                    for (int i = span.first(); i < span.first() + span.count(); i++) {
                        writer.add(range.get().frame(), i);
                    }
                }
            }
        }
        return writer;
    }

    private static final class Tally {
        private int seen;
        private int filtered;
    }

    private void gather(RecordRange range, Gathering batch, Wanted wanted, Tally tally) {
        ShardFrame frame = range.frame();
        for (int index = range.first(); index < range.end() && !batch.isFull(); index++) {
            if (!isWanted(range, index, wanted)) {
                batch.pass(frame, index);
                continue;
            }
            boolean passes =
                    wanted.filter() == RecordFilter.ALL
                            || wanted.filter().passes(candidate(range, index));
            if (!passes) {
                batch.pass(frame, index);
                tally.seen++;
                tally.filtered++;
                continue;
            }
            long bytes = format.recordBytes(frame, index);
            batch.add(frame, index, bytes, wanted.limits(), wanted.now());
            if (batch.end().compareTo(new RecordPosition(offset(range), index)) > 0) {
                tally.seen++;
            }
        }
    }

    private boolean isWanted(RecordRange range, int index, Wanted wanted) {
        ShardProgress progress = wanted.progress();
        if (progress.present().lanes() == 1 && progress.divisions().size() == 1) {
            return true;
        }
        long hash = keyHash(range.frame(), index);
        return progress.present().laneOf(hash) == wanted.lane()
                && !progress.isDoneBefore(new RecordPosition(offset(range), index), hash);
    }

    /// Positions of lanes are kept by this hash: it must stay what it is.
    private long keyHash(ShardFrame frame, int index) {
        int bytes = frame.partitionKeyBytes(index);
        if (key.length < bytes) {
            key = new byte[2 * bytes];
        }
        frame.copyPartitionKey(index, key, 0);
        crc.reset();
        crc.update(key, 0, bytes);
        return crc.getValue();
    }

    private static RecordFilter.Candidate candidate(RecordRange range, int index) {
        ShardFrame frame = range.frame();
        ByteBuffer payload = frame.frame().payload();
        int start = payload.position() + frame.frame().recordStart(index);
        RecordPosition position = new RecordPosition(offset(range), index);
        Instant arrival = frame.frame().arrival();
        return new RecordFilter.Candidate(
                StandardCharsets.UTF_8.decode(frame.partitionKey(index)).toString(),
                range.shard().number(position, arrival).toString(),
                arrival,
                payload.slice(start, frame.frame().recordBytes(index)));
    }

    /// @return how many frames could not be read any more
    private long passExpired(Gathering batch) {
        long horizon = horizonOffset();
        long expired = horizon - batch.end().offset();
        if (expired <= 0) {
            return 0;
        }
        batch.skipTo(RecordPosition.ofFrame(horizon));
        return expired;
    }

    private static long offset(RecordRange range) {
        return range.frame().frame().offset();
    }

    /// A whole frame.
    private static ReadBudget everything() {
        return new ReadBudget(RecordPosition.RECORD_MAX, Long.MAX_VALUE);
    }
}
