package io.hydrant.delivery.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.delivery.ledger.Position;
import io.hydrant.streams.log.Frame;
import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.log.MemoryLog;
import io.hydrant.streams.log.PartitionName;
import io.hydrant.streams.log.StoredFrame;
import io.hydrant.streams.log.StreamLog.Purpose;
import io.hydrant.testkit.SimulatedClock;
import io.hydrant.wire.kpl.Aggregate;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

class SplitFrameTest {
    /// Magic number, a partition key and no record, and the MD5 of that.
    private static final byte[] NOTHING = hex("f3899ac20a01610da6f998a7e312b8f5235eeeb285497b");

    private final LogPartition log =
            new MemoryLog(SimulatedClock.at("2026-01-01T00:00:00Z"))
                    .partition(new PartitionName("log"), Purpose.RECORDS);

    @Test
    void keepsOrdinaryRecordsAsTheyAre() {
        SplitFrame frame = SplitFrame.deaggregated(frame(bytes("a"), bytes(""), bytes("bc")));
        assertThat(frame.isWhole()).isTrue();
        assertThat(texts(frame)).containsExactly("a", "", "bc");
        assertThat(frame.bytes()).isEqualTo(3);
        assertThat(frame.position(2)).isEqualTo(new Position(0, 2, 0));
        assertThat(frame.indexAt(new Position(0, 2, 0))).isEqualTo(2);
    }

    @Test
    void replacesAggregatesByWhatTheyHold() {
        SplitFrame frame =
                SplitFrame.deaggregated(frame(bytes("a"), aggregate("b", "cd"), bytes("e")));
        assertThat(texts(frame)).containsExactly("a", "b", "cd", "e");
        assertThat(frame.bytes()).isEqualTo(5);
        assertThat(frame.position(2)).isEqualTo(new Position(0, 1, 1));
        assertThat(frame.position(3)).isEqualTo(new Position(0, 2, 0));
        for (int i = 0; i < frame.count(); i++) {
            assertThat(frame.indexAt(frame.position(i))).isEqualTo(i);
        }
    }

    @Test
    void keepsADamagedAggregateAsItIs() {
        byte[] damaged = aggregate("b", "c");
        damaged[damaged.length - 1]++;
        SplitFrame frame = SplitFrame.deaggregated(frame(damaged, aggregate("x")));
        assertThat(frame.count()).isEqualTo(2);
        assertThat(frame.data(0)).isEqualTo(ByteBuffer.wrap(damaged));
    }

    @Test
    void countsAnAggregateOfNothingToItsNeighbours() {
        SplitFrame frame =
                SplitFrame.deaggregated(frame(NOTHING, bytes("a"), NOTHING, bytes("b"), NOTHING));
        assertThat(texts(frame)).containsExactly("a", "b");
        assertThat(IntStream.range(0, 3).mapToObj(frame::boundary))
                .containsExactly(Position.ofFrame(0), new Position(0, 3, 0), Position.ofFrame(1));
        assertThat(frame.indexAt(Position.ofFrame(0))).isZero();
        assertThat(frame.indexAt(new Position(0, 4, 0))).isEqualTo(2);
    }

    @Test
    void mayHoldNothingAtAll() {
        SplitFrame frame = SplitFrame.deaggregated(frame(NOTHING));
        assertThat(frame.count()).isZero();
        assertThat(frame.bytes()).isZero();
        assertThat(frame.boundary(0)).isEqualTo(Position.ofFrame(0));
    }

    private StoredFrame frame(byte[]... records) {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        List.of(records).forEach(payload::writeBytes);
        int[] lengths = List.of(records).stream().mapToInt(record -> record.length).toArray();
        log.append(
                        new Frame(
                                ByteBuffer.allocate(0),
                                lengths,
                                ByteBuffer.wrap(payload.toByteArray())))
                .join();
        return log.reader(0).next().orElseThrow();
    }

    private static byte[] aggregate(String... records) {
        Aggregate aggregate = new Aggregate();
        for (String record : records) {
            aggregate.add("k", Optional.empty(), bytes(record));
        }
        return aggregate.toBytes();
    }

    private static List<String> texts(SplitFrame frame) {
        return IntStream.range(0, frame.count())
                .mapToObj(i -> StandardCharsets.UTF_8.decode(frame.data(i)).toString())
                .toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
