package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.ledger.LedgerFrames;
import io.hydrant.delivery.pipeline.Faults.Stage;
import io.hydrant.streams.log.Frame;
import io.hydrant.streams.log.FrameReader;
import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.log.MemoryLog;
import io.hydrant.streams.log.PartitionName;
import io.hydrant.streams.log.StoredFrame;
import io.hydrant.streams.log.StreamLog;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// The log as a process sees it that may end at each call.
final class FaultyLog implements StreamLog {
    private final MemoryLog log;
    private final Faults faults;
    private boolean answering;
    private int answerFrames;
    private int answerFramesWritten;

    /// What a partition is for.
    private enum Role {
        SOURCE,
        LEDGER,
        PROCESSED,
        PROCESSED_LEDGER;

        static Role of(PartitionName name) {
            String last = name.value().substring(name.value().lastIndexOf('/') + 1);
            if (last.startsWith("processed-ledger-")) {
                return PROCESSED_LEDGER;
            }
            if (last.startsWith("processed-")) {
                return PROCESSED;
            }
            return last.startsWith("ledger-") ? LEDGER : SOURCE;
        }
    }

    FaultyLog(MemoryLog log, Faults faults) {
        this.log = log;
        this.faults = faults;
    }

    /// What is appended to a processed log next is an answer of so many frames.
    void expectAnswer(int frames) {
        answering = true;
        answerFrames = frames;
        answerFramesWritten = 0;
    }

    @Override
    public LogPartition partition(PartitionName name, Purpose purpose) {
        return new Partition(log.partition(name, purpose), Role.of(name));
    }

    @Override
    public Set<PartitionName> partitions() {
        return log.partitions();
    }

    @Override
    public void delete(PartitionName name) {
        faults.requireLife();
        log.delete(name);
    }

    @Override
    public void close() {}

    private FaultPoint before(Role role, Frame frame) {
        return switch (role) {
            case SOURCE -> FaultPoint.FRAME_READ;
            case PROCESSED -> FaultPoint.ANSWER_UNWRITTEN;
            case LEDGER, PROCESSED_LEDGER ->
                    switch (LedgerFrames.kind(firstRecord(frame))) {
                        case INTENT -> FaultPoint.INTENT_UNWRITTEN;
                        case COMMIT -> FaultPoint.COMMIT_UNWRITTEN;
                        case TRACK -> FaultPoint.TRACK_UNWRITTEN;
                        case PLAN -> FaultPoint.PLAN_UNWRITTEN;
                        case PASSED -> unpassed(role);
                        case SNAPSHOT, SNAPSHOT_PART -> FaultPoint.SNAPSHOT_UNWRITTEN;
                        case FINISHED -> FaultPoint.SHARD_UNFINISHED;
                        case DIVISION -> FaultPoint.DIVISION_UNWRITTEN;
                    };
        };
    }

    private FaultPoint after(Role role, Frame frame) {
        return switch (role) {
            case SOURCE -> FaultPoint.FRAME_READ;
            case PROCESSED ->
                    ++answerFramesWritten < answerFrames
                            ? FaultPoint.ANSWER_HALF_WRITTEN
                            : FaultPoint.ANSWER_WRITTEN;
            case LEDGER, PROCESSED_LEDGER ->
                    switch (LedgerFrames.kind(firstRecord(frame))) {
                        case INTENT -> FaultPoint.INTENT_WRITTEN;
                        case COMMIT -> FaultPoint.COMMIT_WRITTEN;
                        case TRACK -> FaultPoint.TRACK_WRITTEN;
                        case PLAN -> FaultPoint.PLAN_WRITTEN;
                        case PASSED -> passed(unpassed(role));
                        case SNAPSHOT -> FaultPoint.SNAPSHOT_WRITTEN;
                        case SNAPSHOT_PART -> FaultPoint.SNAPSHOT_HALF_WRITTEN;
                        case FINISHED -> FaultPoint.SHARD_FINISHED;
                        case DIVISION -> FaultPoint.DIVISION_WRITTEN;
                    };
        };
    }

    private FaultPoint unpassed(Role role) {
        boolean starting = faults.stage() == Stage.START;
        if (role == Role.PROCESSED_LEDGER) {
            return starting ? FaultPoint.RECOVERY_UNDISCARDED : FaultPoint.STRAYS_UNDISCARDED;
        }
        if (starting) {
            return FaultPoint.RECOVERY_UNPASSED;
        }
        return answering ? FaultPoint.ANSWER_UNPASSED : FaultPoint.NOTHING_UNPASSED;
    }

    private static FaultPoint passed(FaultPoint unpassed) {
        return FaultPoint.valueOf(
                unpassed.name().replace("_UNDIS", "_DIS").replace("_UNPASSED", "_PASSED"));
    }

    private static byte[] firstRecord(Frame frame) {
        byte[] record = new byte[frame.recordBytes()[0]];
        frame.payload().duplicate().get(record);
        return record;
    }

    private final class Partition implements LogPartition {
        private final LogPartition inner;
        private final Role role;

        Partition(LogPartition inner, Role role) {
            this.inner = inner;
            this.role = role;
        }

        @Override
        public PartitionName name() {
            return inner.name();
        }

        @Override
        public CompletableFuture<Appended> append(Frame frame) {
            if (faults.stage() == Stage.TEST) {
                return inner.append(frame);
            }
            faults.at(before(role, frame));
            CompletableFuture<Appended> appended = inner.append(frame);
            if (!appended.isCompletedExceptionally()) {
                faults.at(after(role, frame));
            }
            return appended;
        }

        @Override
        public long firstOffset() {
            return inner.firstOffset();
        }

        @Override
        public long endOffset() {
            return inner.endOffset();
        }

        @Override
        public Extent extentFrom(long offset) {
            return inner.extentFrom(offset);
        }

        @Override
        public long offsetAt(Instant arrival) {
            return inner.offsetAt(arrival);
        }

        @Override
        public FrameReader reader(long fromOffset) {
            return new Reader(inner.reader(fromOffset), role);
        }

        @Override
        public void trimBelow(long offset) {
            faults.requireLife();
            if (offset <= inner.firstOffset()) {
                return;
            }
            switch (role) {
                case SOURCE -> faults.at(FaultPoint.SOURCE_UNTRIMMED);
                case PROCESSED -> faults.at(FaultPoint.PROCESSED_UNTRIMMED);
                case LEDGER, PROCESSED_LEDGER -> faults.at(FaultPoint.LEDGER_UNTRIMMED);
            }
            inner.trimBelow(offset);
            switch (role) {
                case SOURCE -> faults.at(FaultPoint.SOURCE_TRIMMED);
                case PROCESSED -> faults.at(FaultPoint.PROCESSED_TRIMMED);
                case LEDGER, PROCESSED_LEDGER -> faults.at(FaultPoint.LEDGER_TRIMMED);
            }
        }

        @Override
        public boolean awaitBeyond(long offset, Duration atMost) throws InterruptedException {
            return inner.awaitBeyond(offset, atMost);
        }
    }

    private final class Reader implements FrameReader {
        private final FrameReader inner;
        private final Role role;

        Reader(FrameReader inner, Role role) {
            this.inner = inner;
            this.role = role;
        }

        @Override
        public Optional<StoredFrame> next() {
            Optional<StoredFrame> frame = inner.next();
            if (frame.isEmpty() || faults.stage() == Stage.TEST) {
                return frame;
            }
            boolean bookkeeping = role == Role.LEDGER || role == Role.PROCESSED_LEDGER;
            switch (faults.stage()) {
                case TEST -> {}
                case FUNCTION -> faults.at(FaultPoint.FUNCTION_READS);
                case UPLOAD -> faults.at(FaultPoint.FRAME_RENDERED);
                case LANE, START, STOP -> {
                    if (bookkeeping) {
                        faults.at(FaultPoint.LEDGER_READ);
                    } else if (faults.stage() == Stage.LANE) {
                        faults.at(FaultPoint.FRAME_READ);
                    } else {
                        faults.at(FaultPoint.PROCESSED_READ);
                    }
                }
            }
            return frame.map(found -> new Read(found, faults));
        }

        @Override
        public void close() {
            inner.close();
        }
    }

    /// A frame that notices when a buffer takes one of its records: buffers ask when it arrived.
    private static final class Read implements StoredFrame {
        private final StoredFrame inner;
        private final Faults faults;

        Read(StoredFrame inner, Faults faults) {
            this.inner = inner;
            this.faults = faults;
        }

        @Override
        public long offset() {
            return inner.offset();
        }

        @Override
        public Instant arrival() {
            if (faults.stage() == Stage.LANE) {
                faults.at(FaultPoint.RECORD_ASSIGNED);
            }
            return inner.arrival();
        }

        @Override
        public int recordCount() {
            return inner.recordCount();
        }

        @Override
        public int recordBytes(int index) {
            return inner.recordBytes(index);
        }

        @Override
        public int recordStart(int index) {
            return inner.recordStart(index);
        }

        @Override
        public ByteBuffer metadata() {
            return inner.metadata();
        }

        @Override
        public ByteBuffer payload() {
            return inner.payload();
        }

        @Override
        public int payloadBytes() {
            return inner.payloadBytes();
        }
    }
}
