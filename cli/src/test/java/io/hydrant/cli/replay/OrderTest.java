package io.hydrant.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.cli.terminal.CommandFailed;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;

class OrderTest {
    /// Events in memory.
    private static final class Given implements Events {
        private final Iterator<Event> events;
        private boolean closed;

        Given(List<Event> events) {
            this.events = events.iterator();
        }

        @Override
        public Optional<Event> next() {
            return events.hasNext() ? Optional.of(events.next()) : Optional.empty();
        }

        @Override
        public String place() {
            return "given";
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void sortsOnDiskLikeInMemoryHoweverManyPiecesThereAre(long seed) {
        Random random = new Random(seed);
        List<Event> events = new ArrayList<>();
        for (int number = 0; number < 2_000; number++) {
            events.add(event(random.nextInt(100), "e" + number, random.nextBoolean()));
        }
        Given source = new Given(events);
        SortedOnDisk.Bounds bounds =
                new SortedOnDisk.Bounds(1 + random.nextInt(3_000), 2 + random.nextInt(5));

        List<String> sorted;
        try (SortedOnDisk sorting = SortedOnDisk.sort(source, bounds)) {
            sorted = texts(sorting);
        }

        assertThat(sorted)
                .isEqualTo(
                        events.stream()
                                .sorted(Comparator.comparingLong(Event::timeMillis))
                                .map(OrderTest::text)
                                .toList());
        assertThat(source.closed).isTrue();
    }

    @Test
    void sortsNothing() {
        try (SortedOnDisk sorting =
                SortedOnDisk.sort(new Given(List.of()), SortedOnDisk.Bounds.DEFAULT)) {
            assertThat(sorting.next()).isEmpty();
        }
    }

    @Test
    void putsEventsInOrderThatAreNoFartherApartThanItLooksAhead() {
        try (LookAhead ahead = lookAhead(3, 30, 20, 10, 60, 50, 40, 70)) {
            assertThat(times(ahead)).containsExactly(10L, 20L, 30L, 40L, 50L, 60L, 70L);
        }
    }

    @Test
    void keepsTheOrderOfEventsOfOneTime() {
        Given source =
                new Given(
                        List.of(
                                event(2, "a", false),
                                event(1, "b", false),
                                event(2, "c", false),
                                event(1, "d", false)));
        try (LookAhead ahead = new LookAhead(source, new LookAhead.Window(10, 1_000))) {
            assertThat(texts(ahead)).containsExactly("1:b", "1:d", "2:a", "2:c");
        }
    }

    @ParameterizedTest
    @CsvSource({"3, 1000", "1000, 12"})
    void refusesAnEventThatComesTooLateAndNamesSort(int events, long bytes) {
        Given source =
                new Given(
                        LongStream.of(30, 20, 40, 50, 60, 70, 80, 10)
                                .mapToObj(time -> event(time, "0123", false))
                                .toList());
        try (LookAhead ahead = new LookAhead(source, new LookAhead.Window(events, bytes))) {
            assertThatThrownBy(() -> times(ahead))
                    .isInstanceOf(CommandFailed.class)
                    .hasMessageContaining("an event of 1970-01-01T00:00:00.010Z comes after")
                    .hasMessageContaining("--sort puts the whole source in order first");
        }
    }

    private static LookAhead lookAhead(int events, long... times) {
        Given source =
                new Given(LongStream.of(times).mapToObj(time -> event(time, "x", false)).toList());
        return new LookAhead(source, new LookAhead.Window(events, 1_000));
    }

    private static Event event(long time, String text, boolean trip) {
        return new Event(time, text.getBytes(StandardCharsets.UTF_8), trip);
    }

    private static String text(Event event) {
        return event.timeMillis()
                + ":"
                + new String(event.text(), StandardCharsets.UTF_8)
                + (event.trip() ? "!" : "");
    }

    private static List<String> texts(Events events) {
        List<String> texts = new ArrayList<>();
        for (Optional<Event> next = events.next(); next.isPresent(); next = events.next()) {
            texts.add(text(next.get()));
        }
        return texts;
    }

    private static List<Long> times(Events events) {
        List<Long> times = new ArrayList<>();
        for (Optional<Event> next = events.next(); next.isPresent(); next = events.next()) {
            times.add(next.get().timeMillis());
        }
        return times;
    }
}
