package io.hydrant.streams.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.streams.log.Frame;
import io.hydrant.streams.log.segmented.SegmentedLog;
import io.hydrant.streams.log.segmented.SegmentedLogConfig;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.MemoryStreams;
import io.hydrant.streams.shard.RecordPosition;
import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.ShardFrame;
import io.hydrant.streams.shard.ShardId;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;

class ShardReaderTest {
    private static final DataStreamId CLICKS =
            new DataStreamId(new AccountId("123456789012"), new Region("eu-west-1"), "clicks");
    private static final int SEGMENT_BYTES = 4 << 10;

    @TempDir private Path folder;
    private SegmentedLog log;
    private MemoryStreams.Stream stream;
    private Shard shard;

    @BeforeEach
    void open() {
        log =
                SegmentedLog.open(
                        SegmentedLogConfig.in(folder).withSegmentBytes(SEGMENT_BYTES),
                        InstantSource.system(),
                        Telemetry.NONE);
        stream = new MemoryStreams(log, InstantSource.system()).create(CLICKS, 1);
        shard = stream.shard(0);
    }

    @AfterEach
    void close() {
        log.close();
    }

    private void append(int records, int recordBytes) {
        int[] lengths = new int[records];
        Arrays.fill(lengths, recordBytes);
        ByteBuffer metadata =
                ShardFrame.metadata(
                        false, false, Collections.nCopies(records, new byte[] {'k', 'e', 'y'}));
        stream.append(
                        shard,
                        new Frame(metadata, lengths, ByteBuffer.allocate(records * recordBytes)))
                .join();
    }

    private static ReadBudget budget(int records, long bytes) {
        return new ReadBudget(records, bytes);
    }

    private static ReadBudget unbounded() {
        return budget(Integer.MAX_VALUE, Long.MAX_VALUE);
    }

    @Test
    void stopsWhereTheBudgetIsUsedUpAndGoesOnThere() {
        append(5, 7);
        append(5, 7);
        try (ShardReader reader = ShardReader.open(shard, RecordPosition.START)) {
            ReadBudget records = budget(3, Long.MAX_VALUE);
            assertThat(reader.next(records).orElseThrow().count()).isEqualTo(3);
            assertThat(reader.next(records)).isEmpty();
            assertThat(records.usedUp()).isTrue();
            assertThat(reader.position()).isEqualTo(new RecordPosition(0, 3));

            ReadBudget bytes = budget(100, 39);
            RecordRange rest = reader.next(bytes).orElseThrow();
            assertThat(rest.position()).isEqualTo(new RecordPosition(0, 3));
            assertThat(rest.count()).isEqualTo(2);
            assertThat(reader.next(bytes).orElseThrow().count()).isEqualTo(1);
            assertThat(reader.next(bytes)).isEmpty();
            assertThat(bytes.usedUp()).isTrue();
            assertThat(bytes.bytesTaken()).isEqualTo(30);
            assertThat(reader.position()).isEqualTo(new RecordPosition(1, 1));
        }
    }

    @Test
    void alwaysGivesTheFirstRecord() {
        append(2, 100);
        try (ShardReader reader = ShardReader.open(shard, RecordPosition.START)) {
            ReadBudget small = budget(10, 1);
            assertThat(reader.next(small).orElseThrow().count()).isEqualTo(1);
            assertThat(reader.next(small)).isEmpty();
        }
    }

    @Test
    void findsWhatIsAppendedLater() {
        try (ShardReader reader = ShardReader.open(shard, RecordPosition.START)) {
            assertThat(reader.next(unbounded())).isEmpty();
            assertThat(reader.atTip()).isTrue();
            append(1, 1);
            assertThat(reader.atTip()).isFalse();
            assertThat(reader.next(unbounded())).isPresent();
            assertThat(reader.atTip()).isTrue();
            assertThat(reader.next(unbounded())).isEmpty();
            append(2, 1);
            assertThat(reader.next(unbounded()).orElseThrow().position())
                    .isEqualTo(RecordPosition.ofFrame(1));
        }
    }

    @Test
    void standsAtTheEndOfAClosedShardOnceAllIsRead() {
        append(2, 1);
        try (ShardReader reader = ShardReader.open(shard, new RecordPosition(0, 1))) {
            stream.split(new ShardId(0));
            assertThat(reader.atEnd()).isFalse();
            assertThat(reader.next(unbounded()).orElseThrow().count()).isEqualTo(1);
            assertThat(reader.atEnd()).isTrue();
        }
    }

    @Test
    void passesTheEndOfAFrameAsThePlaceBehindItsLastRecord() {
        append(2, 1);
        append(1, 1);
        try (ShardReader reader = ShardReader.open(shard, new RecordPosition(0, 2))) {
            assertThat(reader.next(unbounded()).orElseThrow().position())
                    .isEqualTo(RecordPosition.ofFrame(1));
        }
    }

    @Test
    void goesOnAtTheHorizonWhenFramesAreTrimmedUnderIt() {
        for (int frame = 0; frame < 30; frame++) {
            append(1, 1000);
        }
        try (ShardReader reader = ShardReader.open(shard, RecordPosition.START)) {
            Optional<RecordRange> first = reader.next(unbounded());
            assertThat(first.orElseThrow().position()).isEqualTo(RecordPosition.START);

            shard.log().trimBelow(20);
            append(1, 1); // trimming is done when the next append is
            assertThat(shard.log().firstOffset()).isPositive();
            stream.moveHorizon(new ShardId(0), 20);

            assertThat(reader.next(unbounded()).orElseThrow().position())
                    .isEqualTo(RecordPosition.ofFrame(20));
        }
    }

    @Test
    void startsAtTheHorizonWhenAskedToStartBelow() {
        append(1, 1);
        append(3, 1);
        stream.moveHorizon(new ShardId(0), 1);
        try (ShardReader reader = ShardReader.open(shard, RecordPosition.START)) {
            assertThat(reader.next(unbounded()).orElseThrow().count()).isEqualTo(3);
        }
    }
}
