package io.hydrant.observability.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.observability.logs.refusal.GroupExists;
import io.hydrant.observability.logs.refusal.GroupNotFound;
import io.hydrant.observability.logs.refusal.LimitReached;
import io.hydrant.observability.logs.refusal.StreamNotFound;
import io.hydrant.observability.logs.run.EventMerge;
import io.hydrant.observability.logs.run.EventOrder;
import io.hydrant.observability.logs.run.EventPlace;
import io.hydrant.testkit.RecordedTelemetry;
import io.hydrant.testkit.SimulatedClock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class LogStoreTest {
    private static final GroupName G =
            new GroupName(new AccountId("000000000000"), new Region("us-east-1"), "/aws/lambda/f");
    private static final EventPlace START = EventPlace.before(0);
    private static final EventPlace END = EventPlace.before(Long.MAX_VALUE);

    @TempDir Path folder;

    private final SimulatedClock clock = SimulatedClock.at("2026-11-20T10:00:00Z");
    private final RecordedTelemetry telemetry = new RecordedTelemetry();
    private LogBounds bounds =
            new LogBounds(1_000, 4_000, 1_000_000_000, 20_000, Duration.ofDays(14));
    private LogStore store;

    @BeforeEach
    void open() throws IOException {
        store = LogStore.open(clock, folder.resolve("logs"), bounds, telemetry);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void restart() throws IOException {
        close();
        open();
    }

    private LogGroup group() {
        return store.find(G).orElseGet(() -> store.create(G, new TreeMap<>()));
    }

    private void put(String stream, long timestamp, String... messages) {
        if (group().find(stream).isEmpty()) {
            group().createStream(stream, clock.instant());
        }
        store.put(
                group(),
                stream,
                Stream.of(messages).map(text -> new NewEvent(timestamp, text)).toList());
    }

    private List<String> read(EventOrder order, EventPlace after) throws IOException {
        EventMerge merge = store.read(group().streamsFrom(""), order, after);
        List<String> messages = new ArrayList<>();
        while (merge.next().isPresent()) {
            messages.add(merge.event().message());
        }
        return messages;
    }

    private List<Path> files(String suffix) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
        }
    }

    private long now() {
        return clock.millis();
    }

    @Test
    void readsEventsInOrderOfTheirTimeWhateverOrderTheyCameIn() throws IOException {
        bounds = new LogBounds(1_000, 1_000_000, 1_000_000_000, 100, Duration.ofDays(14));
        restart();
        Random random = new Random(7);
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            long time = now() - random.nextInt(100_000);
            times.add(time);
            put("s" + i % 3, time, Long.toString(time));
        }
        List<String> expected =
                times.stream().sorted(Comparator.naturalOrder()).map(Object::toString).toList();
        assertThat(read(EventOrder.TIME, START)).isEqualTo(expected);
        assertThat(read(EventOrder.TIME_BACKWARD, END)).isEqualTo(expected.reversed());
        assertThat(read(EventOrder.ARRIVAL, EventPlace.afterSequence(0)))
                .isEqualTo(times.stream().map(Object::toString).toList());
        restart();
        assertThat(read(EventOrder.TIME, START)).isEqualTo(expected);
    }

    @Test
    void goesOnFromEveryPlaceInBothDirections() throws IOException {
        bounds = new LogBounds(100_000, 1_000_000, 1_000_000_000, 100, Duration.ofDays(14));
        restart();
        for (int i = 0; i < 2_000; i++) {
            put("s" + i % 2, now() + i / 5, i + " " + "x".repeat(i % 90));
        }
        EventMerge all = store.read(group().streamsFrom(""), EventOrder.TIME, START);
        List<EventPlace> places = new ArrayList<>();
        Optional<EventPlace> place = all.next();
        while (place.isPresent()) {
            places.add(place.get());
            place = all.next();
        }
        assertThat(places).hasSize(2_000).isSorted();
        for (int i = 0; i < places.size(); i += 37) {
            assertThat(next(EventOrder.TIME, places.get(i)))
                    .isEqualTo(i + 1 < places.size() ? places.get(i + 1) : places.get(i));
            assertThat(next(EventOrder.TIME_BACKWARD, places.get(i)))
                    .isEqualTo(i > 0 ? places.get(i - 1) : places.get(i));
        }
    }

    private EventPlace next(EventOrder order, EventPlace place) throws IOException {
        return store.read(group().streamsFrom(""), order, place).next().orElse(place);
    }

    @Test
    void readsEventsLongerThanABlockInBothDirections() throws IOException {
        String big = "0123456789\n".repeat(90_000);
        put("s", now(), "a", big, "b");
        assertThat(read(EventOrder.TIME, START)).containsExactly("a", big, "b");
        assertThat(read(EventOrder.TIME_BACKWARD, END)).containsExactly("b", big, "a");
    }

    @Test
    void keepsSettingsTagsAndStreamsAcrossARestart() throws IOException {
        LogGroup group = store.create(G, new TreeMap<>(Map.of("team", "data")));
        group.setRetention(OptionalInt.of(7));
        group.createStream("a", clock.instant());
        group.createStream("b\n\\c", clock.instant());
        group.createStream("gone", clock.instant());
        group.deleteStream("gone");
        long created = now();
        clock.advance(Duration.ofHours(1));
        restart();
        assertThat(group().createdAt()).isEqualTo(created);
        assertThat(group().retentionDays()).hasValue(7);
        assertThat(group().tags()).containsEntry("team", "data");
        assertThat(group().streamsFrom(""))
                .extracting(LogStream::name)
                .containsExactly("a", "b\n\\c");
        assertThat(group().stream("a").createdAt()).isEqualTo(created);
        assertThatThrownBy(() -> store.create(G, new TreeMap<>())).isInstanceOf(GroupExists.class);
        assertThatThrownBy(() -> group().stream("gone")).isInstanceOf(StreamNotFound.class);
    }

    @Test
    void cutsOffWhatACrashLeftOfALineAndGoesOn() throws IOException {
        put("s", now(), "one", "two");
        close();
        Path file = files(".log").getFirst();
        Files.writeString(file, "1795258291000 17952582", StandardOpenOption.APPEND);
        open();
        put("s", now(), "three");
        restart();
        assertThat(read(EventOrder.TIME, START)).containsExactly("one", "two", "three");
    }

    @Test
    void passesOverWhatIsNoEvent() throws IOException {
        put("s", now(), "one");
        close();
        Path file = files(".log").getFirst();
        Files.writeString(file, "\0\0\0\0\nnonsense\n\n", StandardOpenOption.APPEND);
        open();
        put("s", now(), "two");
        assertThat(read(EventOrder.TIME, START)).containsExactly("one", "two");
        assertThat(read(EventOrder.TIME_BACKWARD, END)).containsExactly("two", "one");
    }

    @Test
    void finishesADeletionThatACrashCutOff() throws IOException {
        put("s", now(), "one");
        close();
        Path folderOfGroup = files("group.json").getFirst().getParent();
        Files.move(folderOfGroup, folderOfGroup.resolveSibling(".deleted-1"));
        open();
        assertThat(store.find(G)).isEmpty();
        assertThat(files(".log")).isEmpty();
    }

    @Test
    void finishesTheDeletionOfAStreamThatACrashCutOff() throws IOException {
        put("s", now(), "one");
        put("t", now(), "two");
        String id = "%016x".formatted(group().stream("s").identity().id());
        close();
        Path list = files("streams").getFirst();
        Files.writeString(list, "- " + id + "\n", StandardOpenOption.APPEND);
        open();
        assertThat(files(".log")).hasSize(1);
        assertThat(group().streamsFrom("")).extracting(LogStream::name).containsExactly("t");
        assertThat(Files.readString(list)).doesNotContain(id).endsWith(" t\n");
    }

    @Test
    void goesOnAfterATornLineOfTheListOfStreams() throws IOException {
        put("s", now(), "one");
        close();
        Files.writeString(files("streams").getFirst(), "+ 00ab", StandardOpenOption.APPEND);
        open();
        put("t", now(), "two");
        restart();
        assertThat(read(EventOrder.TIME, START)).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void deletesGroupsAndStreamsWithTheirFiles() throws IOException {
        put("a", now(), "one");
        put("b", now(), "two");
        LogGroup old = group();
        group().deleteStream("a");
        assertThat(files(".log")).hasSize(1);
        assertThat(read(EventOrder.TIME, START)).containsExactly("two");
        store.delete(G);
        assertThat(files("")).noneMatch(Files::isRegularFile);
        assertThatThrownBy(() -> store.delete(G)).isInstanceOf(GroupNotFound.class);
        assertThatThrownBy(() -> old.createStream("c", clock.instant()))
                .isInstanceOf(GroupNotFound.class);
        assertThat(telemetry.gauge("hydrant_logs_bytes")).isZero();
        assertThat(telemetry.gauge("hydrant_logs_streams")).isZero();
    }

    @Test
    void beginsAFileADayAndAFileAtTheSizeLimit() throws IOException {
        put("s", now(), "x".repeat(1_200));
        put("s", now(), "y");
        clock.advance(Duration.ofDays(1));
        put("s", now(), "z");
        assertThat(files(".log")).hasSize(3);
        assertThat(read(EventOrder.TIME, START)).hasSize(3).last().isEqualTo("z");
    }

    @Test
    void deletesTheOldestBeyondTheSizeOfAStream() throws IOException {
        for (int i = 0; i < 20; i++) {
            put("s", now() + i, i + "x".repeat(1_000));
        }
        assertThat(files(".log")).hasSizeLessThanOrEqualTo(5);
        assertThat(read(EventOrder.TIME, START)).last().asString().startsWith("19");
    }

    @Test
    void deletesTheOldestOfAllBeyondTheQuota() throws IOException {
        bounds = new LogBounds(1_000, 4_000, 200_000, 20_000, Duration.ofDays(14));
        restart();
        for (int i = 0; i < 40; i++) {
            put("s" + i, now() + i, i + "x".repeat(1_000));
        }
        assertThat(telemetry.gauge("hydrant_logs_bytes")).isLessThanOrEqualTo(200_000);
        assertThat(telemetry.count("hydrant_logs_quota_cleared_bytes_total")).isPositive();
        List<String> kept = read(EventOrder.TIME, START);
        assertThat(kept).isNotEmpty().last().asString().startsWith("39");
        put("s0", now(), "written again");
        assertThat(read(EventOrder.TIME, START)).contains("written again");
    }

    @Test
    void deletesWhatIsOlderThanTheRetentionOfItsGroup() throws IOException {
        put("s", now(), "old");
        clock.advance(Duration.ofDays(14));
        store.expire();
        assertThat(files(".log")).hasSize(1);
        group().setRetention(OptionalInt.of(13));
        store.expire();
        assertThat(files(".log")).isEmpty();
        assertThat(group().find("s")).isPresent();
    }

    @Test
    void forgetsStreamsOfTheServerWhenTheirEventsAreGone() throws IOException {
        store.append(G, "environment", List.of(new NewEvent(now(), "line")));
        clock.advance(Duration.ofDays(14).plusSeconds(1));
        store.expire();
        assertThat(group().find("environment")).isEmpty();
        restart();
        assertThat(group().find("environment")).isEmpty();
    }

    @Test
    void boundsTheNumberOfStreams() throws IOException {
        bounds = new LogBounds(1_000, 4_000, 1_000_000, 2, Duration.ofDays(14));
        restart();
        group().createStream("a", clock.instant());
        group().createStream("b", clock.instant());
        assertThatThrownBy(() -> group().createStream("c", clock.instant()))
                .isInstanceOf(LimitReached.class)
                .hasMessage("There may be 2 log streams; delete some of them or their log groups.");
    }

    @Test
    void readsWhileOthersWriteAndFilesGo() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        put("s", now(), "first");
        Thread writer =
                Thread.startVirtualThread(
                        () -> {
                            for (int i = 0; i < 3_000; i++) {
                                put("s", now() + i, i + "x".repeat(50));
                            }
                            done.set(true);
                        });
        while (!done.get()) {
            List<String> seen = read(EventOrder.TIME, START);
            assertThat(seen).allMatch(text -> text.endsWith("x") || text.equals("first"));
        }
        writer.join();
        assertThat(read(EventOrder.TIME, START)).last().asString().startsWith("2999x");
    }

    @Test
    void opensAndListsTenThousandStreams() throws IOException {
        LogGroup group = group();
        IntStream.range(0, 10_000)
                .forEach(
                        i -> {
                            group.createStream("stream-" + i, clock.instant());
                            store.put(group, "stream-" + i, List.of(new NewEvent(now(), "m" + i)));
                        });
        restart();
        assertThat(group().streamsFrom("")).hasSize(10_000);
        assertThat(group().storedBytes()).isPositive();
        assertThat(read(EventOrder.TIME, START)).hasSize(10_000);
    }
}
