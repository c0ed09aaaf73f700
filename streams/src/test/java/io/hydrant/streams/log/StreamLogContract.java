package io.hydrant.streams.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.streams.log.LogPartition.Appended;
import io.hydrant.streams.log.LogPartition.Extent;
import io.hydrant.streams.log.StreamLog.Purpose;
import io.hydrant.testkit.SimulatedClock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// What every [StreamLog] promises. New promises go here, never into one implementation's test.
public abstract class StreamLogContract {
    private static final PartitionName NAME = new PartitionName("stream/clicks/lane-0");
    private static final PartitionName OTHER = new PartitionName("stream/clicks");

    protected final SimulatedClock clock = SimulatedClock.at("2026-03-01T12:00:00Z");
    private StreamLog log;

    /// Opens a log over the same storage each time; empty at first.
    protected abstract StreamLog open();

    @BeforeEach
    void openLog() {
        log = open();
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    private LogPartition records() {
        return log.partition(NAME, Purpose.RECORDS);
    }

    private void reopen() {
        log.close();
        log = open();
    }

    @Test
    void newPartitionIsEmpty() {
        LogPartition partition = records();

        assertThat(partition.name()).isEqualTo(NAME);
        assertThat(partition.firstOffset()).isZero();
        assertThat(partition.endOffset()).isZero();
        assertThat(partition.extentFrom(0)).isEqualTo(new Extent(0, 0, 0));
        assertThat(partition.offsetAt(clock.instant())).isZero();
        assertThat(partition.reader(0).next()).isEmpty();
    }

    @Test
    void numbersFramesFromZeroWithoutGaps() {
        List<CompletableFuture<Appended>> appends = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            appends.add(records().append(Frames.of("r" + i)));
        }

        assertThat(appends.stream().map(it -> it.join().offset()))
                .containsExactlyElementsOf(
                        java.util.stream.LongStream.range(0, 100).boxed().toList());
        assertThat(records().endOffset()).isEqualTo(100);
    }

    @Test
    void readsBackWhatWasAppended() {
        records().append(Frames.described("keys", "a", "", "longer")).join();

        try (FrameReader reader = records().reader(0)) {
            StoredFrame frame = reader.next().orElseThrow();
            assertThat(frame.offset()).isZero();
            assertThat(frame.arrival()).isEqualTo(clock.instant());
            assertThat(frame.recordCount()).isEqualTo(3);
            assertThat(frame.recordBytes(2)).isEqualTo(6);
            assertThat(frame.recordStart(2)).isEqualTo(1);
            assertThat(frame.payloadBytes()).isEqualTo(7);
            assertThat(frame.metadata()).isEqualTo(ByteBuffer.wrap("keys".getBytes()));
            assertThat(Frames.records(frame)).containsExactly("a", "", "longer");
            assertThat(reader.next()).isEmpty();
        }
    }

    @Test
    void readsFramesOfEveryShape() {
        List<Frames.Content> expected = new ArrayList<>();
        for (int seed = 0; seed < 60; seed++) {
            Frame frame = Frames.random(seed, seed % 10 == 0 ? 30_000 : 200);
            expected.add(Frames.Content.of(frame));
            records().append(frame).join();
        }

        try (FrameReader reader = records().reader(0)) {
            for (Frames.Content content : expected) {
                assertThat(Frames.Content.of(reader.next().orElseThrow())).isEqualTo(content);
            }
        }
    }

    @Test
    void takesTheLargestFrame() {
        byte[] payload = new byte[Frame.PAYLOAD_BYTES_MAX];
        payload[payload.length - 1] = 7;
        int[] lengths = new int[Frame.RECORDS_MAX];
        lengths[0] = 1;
        lengths[Frame.RECORDS_MAX - 1] = payload.length - 1;
        Frame frame =
                new Frame(
                        ByteBuffer.allocate(Frame.METADATA_BYTES_MAX),
                        lengths,
                        ByteBuffer.wrap(payload));
        records().append(frame).join();
        records().append(Frames.of("small")).join();
        reopen();

        try (FrameReader reader = records().reader(0)) {
            StoredFrame large = reader.next().orElseThrow();
            assertThat(large.metadata().remaining()).isEqualTo(Frame.METADATA_BYTES_MAX);
            assertThat(large.payload()).isEqualTo(ByteBuffer.wrap(payload));
            assertThat(large.recordStart(Frame.RECORDS_MAX - 1)).isEqualTo(1);
            assertThat(Frames.records(reader.next().orElseThrow())).containsExactly("small");
        }
    }

    @Test
    void leavesTheCallersBuffersAsTheyWere() {
        Frame frame = Frames.described("keys", "a", "b");
        records().append(frame).join();

        assertThat(frame.payload().remaining()).isEqualTo(2);
        assertThat(frame.metadata().remaining()).isEqualTo(4);
    }

    @Test
    void readsOnFromAnyOffset() {
        for (int i = 0; i < 50; i++) {
            records().append(Frames.of("r" + i)).join();
        }

        for (int from = 0; from < 50; from++) {
            try (FrameReader reader = records().reader(from)) {
                assertThat(Frames.records(reader.next().orElseThrow())).containsExactly("r" + from);
            }
        }
        assertThat(records().reader(50).next()).isEmpty();
    }

    @Test
    void readerFindsWhatIsAppendedLater() {
        records().append(Frames.of("a")).join();
        try (FrameReader reader = records().reader(0)) {
            reader.next().orElseThrow();
            assertThat(reader.next()).isEmpty();
            records().append(Frames.of("b")).join();

            assertThat(Frames.records(reader.next().orElseThrow())).containsExactly("b");
        }
    }

    @Test
    void refusesToReadOutsideOfWhatThereIs() {
        assertThatThrownBy(() -> records().reader(1)).isInstanceOf(InvalidArgument.class);
        assertThatThrownBy(() -> records().reader(-1)).isInstanceOf(InvalidArgument.class);
    }

    @Test
    void keepsFramesAcrossRestart() {
        records().append(Frames.of("a", "b")).join();
        records().append(Frames.of("c")).join();
        reopen();

        assertThat(Frames.readAll(records())).containsExactly(List.of("a", "b"), List.of("c"));
        assertThat(records().append(Frames.of("d")).join().offset()).isEqualTo(2);
    }

    @Test
    void tellsHowMuchLiesAhead() {
        records().append(Frames.of("a", "bb")).join();
        records().append(Frames.of("ccc")).join();
        reopen();
        records().append(Frames.of("dddd", "e", "f")).join();

        assertThat(records().extentFrom(0)).isEqualTo(new Extent(3, 6, 12));
        assertThat(records().extentFrom(1)).isEqualTo(new Extent(2, 4, 9));
        assertThat(records().extentFrom(2)).isEqualTo(new Extent(1, 3, 6));
        assertThat(records().extentFrom(3)).isEqualTo(new Extent(0, 0, 0));
    }

    @Test
    void findsOffsetsByArrival() {
        Instant start = clock.instant();
        for (int i = 0; i < 10; i++) {
            records().append(Frames.of("r" + i)).join();
            records().append(Frames.of("s" + i)).join();
            clock.advance(Duration.ofSeconds(1));
        }
        reopen();

        assertThat(records().offsetAt(Instant.EPOCH)).isZero();
        for (int i = 0; i < 10; i++) {
            assertThat(records().offsetAt(start.plusSeconds(i))).isEqualTo(2 * i);
            assertThat(records().offsetAt(start.plusSeconds(i).plusNanos(1))).isEqualTo(2 * i + 2);
        }
        assertThat(records().offsetAt(clock.instant())).isEqualTo(20);
    }

    @Test
    void arrivalNeverGoesBack() {
        Instant before = clock.instant();
        records().append(Frames.of("a")).join();
        clock.set(before.minusSeconds(60));

        assertThat(records().append(Frames.of("b")).join().arrival()).isEqualTo(before);
        reopen();
        assertThat(records().append(Frames.of("c")).join().arrival()).isEqualTo(before);
    }

    @Test
    void trimmedPartitionKeepsCountingAcrossRestart() {
        for (int i = 0; i < 40; i++) {
            records().append(Frames.of("r" + i)).join();
        }
        records().trimBelow(40);
        records().append(Frames.of("last")).join();
        assertThat(records().firstOffset()).isBetween(0L, 40L);
        records().trimBelow(41);
        reopen();

        assertThat(records().endOffset()).isEqualTo(41);
        assertThat(records().append(Frames.of("next")).join().offset()).isEqualTo(41);
        assertThat(records().extentFrom(41)).isEqualTo(new Extent(1, 1, 4));
    }

    @Test
    void keepsWhatIsNotBelowTheTrimOffset() {
        for (int i = 0; i < 40; i++) {
            records().append(Frames.of("r" + i)).join();
        }
        records().trimBelow(30);
        records().trimBelow(10);
        records().append(Frames.of("r40")).join();

        assertThat(records().firstOffset()).isLessThanOrEqualTo(30);
        try (FrameReader reader = records().reader(30)) {
            assertThat(Frames.records(reader.next().orElseThrow())).containsExactly("r30");
        }
        assertThatThrownBy(() -> records().trimBelow(42)).isInstanceOf(InvalidArgument.class);
    }

    @Test
    void givesTheSamePartitionForTheSameName() {
        assertThat(records()).isSameAs(records());
        assertThatThrownBy(() -> log.partition(NAME, Purpose.BOOKKEEPING))
                .isInstanceOf(InvalidArgument.class);
    }

    @Test
    void purposeIsKeptAcrossRestart() {
        records();
        reopen();
        assertThatThrownBy(() -> log.partition(NAME, Purpose.BOOKKEEPING))
                .isInstanceOf(InvalidArgument.class);
    }

    @Test
    void listsPartitionsOpenedOrNot() {
        records();
        log.partition(OTHER, Purpose.BOOKKEEPING).append(Frames.of("x")).join();
        reopen();

        assertThat(log.partitions()).containsExactlyInAnyOrder(NAME, OTHER);
    }

    @Test
    void partitionsDoNotMix() {
        records().append(Frames.of("a")).join();
        log.partition(OTHER, Purpose.RECORDS).append(Frames.of("b")).join();

        assertThat(Frames.readAll(records())).containsExactly(List.of("a"));
        assertThat(Frames.readAll(log.partition(OTHER, Purpose.RECORDS)))
                .containsExactly(List.of("b"));
    }

    @Test
    void deletedPartitionIsGoneAndMayBeginAnew() {
        log.partition(OTHER, Purpose.RECORDS).append(Frames.of("stays")).join();
        LogPartition deleted = records();
        deleted.append(Frames.of("a")).join();
        FrameReader reader = deleted.reader(0);
        log.delete(NAME);
        log.delete(NAME);

        assertThat(log.partitions()).containsExactly(OTHER);
        assertThatThrownBy(reader::next).isInstanceOf(LogFailed.class);
        assertThatThrownBy(() -> deleted.append(Frames.of("b")).join())
                .hasCauseInstanceOf(LogFailed.class);
        assertThat(log.partition(NAME, Purpose.BOOKKEEPING).endOffset()).isZero();
        reopen();
        assertThat(Frames.readAll(log.partition(OTHER, Purpose.RECORDS)))
                .containsExactly(List.of("stays"));
    }

    @Test
    void awaitReturnsAtOnceOrWhenTimeIsUp() throws InterruptedException {
        assertThat(records().awaitBeyond(0, Duration.ZERO)).isFalse();
        assertThat(records().awaitBeyond(0, Duration.ofMillis(1))).isFalse();
        records().append(Frames.of("a")).join();
        assertThat(records().awaitBeyond(0, Duration.ZERO)).isTrue();
    }

    @Test
    void awaitWakesWhenAFrameIsDurable() throws Exception {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            LogPartition partition = records();
            Future<Boolean> waiting =
                    executor.submit(() -> partition.awaitBeyond(0, Duration.ofMinutes(5)));
            partition.append(Frames.of("a")).join();

            assertThat(waiting.get()).isTrue();
        }
    }

    @Test
    void closeCompletesWhatWaitsAndFailsWhatComesLater() {
        LogPartition partition = records();
        List<CompletableFuture<Appended>> appends = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            appends.add(partition.append(Frames.of("r" + i)));
        }
        log.close();

        assertThat(appends).allSatisfy(it -> assertThat(it).isCompleted());
        assertThatThrownBy(() -> partition.append(Frames.of("late")).join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(LogFailed.class);
        assertThatThrownBy(() -> log.partition(OTHER, Purpose.RECORDS))
                .isInstanceOf(LogFailed.class);
    }

    @Test
    void manyWritersAndFollowersAgree() throws Exception {
        int writers = 8;
        int each = 60;
        LogPartition partition = records();
        Map<Long, List<String>> acknowledged = new ConcurrentHashMap<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<List<String>>>> followers = new ArrayList<>();
            for (int f = 0; f < 3; f++) {
                followers.add(executor.submit(() -> follow(partition, writers * each)));
            }
            List<Future<?>> done = new ArrayList<>();
            for (int w = 0; w < writers; w++) {
                int writer = w;
                done.add(
                        executor.submit(
                                () -> {
                                    for (int i = 0; i < each; i++) {
                                        String record = writer + ":" + i;
                                        long offset =
                                                partition.append(Frames.of(record)).join().offset();
                                        acknowledged.put(offset, List.of(record));
                                    }
                                }));
            }
            for (Future<?> writer : done) {
                writer.get();
            }
            for (Future<List<List<String>>> follower : followers) {
                List<List<String>> seen = follower.get();
                assertThat(seen).hasSize(writers * each);
                for (int i = 0; i < seen.size(); i++) {
                    assertThat(seen.get(i)).isEqualTo(acknowledged.get((long) i));
                }
            }
        }
    }

    private static List<List<String>> follow(LogPartition partition, int count)
            throws InterruptedException {
        List<List<String>> seen = new ArrayList<>();
        try (FrameReader reader = partition.reader(0)) {
            while (seen.size() < count) {
                if (!partition.awaitBeyond(seen.size(), Duration.ofMinutes(1))) {
                    return seen;
                }
                reader.next().ifPresent(frame -> seen.add(Frames.records(frame)));
            }
        }
        return seen;
    }
}
