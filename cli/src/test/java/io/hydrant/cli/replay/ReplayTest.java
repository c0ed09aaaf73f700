package io.hydrant.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.cli.demo.TaxiTrips;
import io.hydrant.cli.producer.FakeDestination;
import io.hydrant.cli.producer.Mark;
import io.hydrant.cli.producer.PartitionKeys;
import io.hydrant.cli.producer.PositionFile;
import io.hydrant.cli.producer.Production;
import io.hydrant.cli.producer.RecordDestination;
import io.hydrant.cli.producer.SendingLanes;
import io.hydrant.cli.producer.SteppedTime;
import io.hydrant.cli.source.Source;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;

class ReplayTest {
    private static final RecordDestination.BatchLimits LIMITS =
            new RecordDestination.BatchLimits(500, 5 << 20, 1 << 20);

    @TempDir private Path folder;
    private final SteppedTime time = new SteppedTime();
    private Path sample;

    @BeforeEach
    void unpackSample() throws IOException {
        sample = folder.resolve("trips.csv.gz");
        try (InputStream in = TaxiTrips.class.getResourceAsStream("taxi-trips.csv.gz")) {
            Files.copy(in, sample);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sendsRealTripsInTheOrderInWhichTheyEnded(boolean sort) throws InterruptedException {
        FakeDestination destination = new FakeDestination(time, LIMITS);

        replay(destination, plan(Speed.MAX, sort, Optional.empty()), new Mark(0, 0));

        assertThat(destination.texts())
                .isEqualTo(
                        TaxiTrips.records().stream()
                                .map(record -> new String(record, StandardCharsets.UTF_8))
                                .toList());
        assertThat(time.instant()).isEqualTo(SteppedTime.START);
    }

    @Test
    void keepsTheDistancesOfTheEventsDividedByTheSpeedup() throws InterruptedException {
        FakeDestination destination = new FakeDestination(time, LIMITS);
        double speedup = 3_600_000;

        replay(destination, plan(Speed.of(speedup), false, Optional.empty()), new Mark(0, 0));

        Instant first = time(destination.texts().getFirst());
        assertThat(destination.arrived())
                .allSatisfy(
                        arrived -> {
                            Duration real = Duration.between(first, time(arrived.text()));
                            long wished = Math.round(real.toMillis() / speedup);
                            assertThat(arrived.at())
                                    .isAfterOrEqualTo(SteppedTime.START.plusMillis(wished));
                        });
        Duration real = Duration.between(first, time(destination.texts().getLast()));
        assertThat(Duration.between(SteppedTime.START, time.instant()).toMillis())
                .isEqualTo(Math.round(real.toMillis() / speedup));
    }

    @Test
    void leavesEarlierEventsOutAndKeepsTheNumbersOfTheOthers() throws InterruptedException {
        FakeDestination destination = new FakeDestination(time, LIMITS);
        Instant seek = Instant.parse("2014-12-01T00:00:00Z");

        replay(destination, plan(Speed.MAX, false, Optional.of(seek)), new Mark(0, 0));

        List<String> all =
                TaxiTrips.records().stream()
                        .map(record -> new String(record, StandardCharsets.UTF_8))
                        .filter(record -> !time(record).isBefore(seek))
                        .toList();
        assertThat(destination.texts()).isEqualTo(all).isNotEmpty();
    }

    @Test
    void sendsNoMoreThanItsLimit() throws InterruptedException {
        FakeDestination destination = new FakeDestination(time, LIMITS);
        ReplayPlan plan = plan(Speed.MAX, false, Optional.empty());

        replay(
                destination,
                new ReplayPlan(plan.reading(), plan.speed(), 7, plan.keys()),
                new Mark(5, 0));

        assertThat(destination.texts()).hasSize(7);
        assertThat(destination.texts().getFirst()).contains("\"trip_id\":6,");
    }

    @Test
    void takesPartitionKeysFromAField() throws InterruptedException {
        FakeDestination destination = new FakeDestination(time, LIMITS);
        ReplayPlan plan = plan(Speed.MAX, false, Optional.empty());

        replay(
                destination,
                new ReplayPlan(plan.reading(), plan.speed(), 9, PartitionKeys.field("trip_id")),
                new Mark(0, 0));

        assertThat(destination.arrived())
                .extracting(FakeDestination.Arrived::partitionKey)
                .containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void losesNoEventHoweverOftenItIsKilled(long seed) throws InterruptedException {
        Random random = new Random(seed);
        List<String> arrived = new ArrayList<>();
        Path position = folder.resolve("position");
        RecordDestination.BatchLimits limits =
                new RecordDestination.BatchLimits(1 + random.nextInt(300), 5 << 20, 1 << 20);
        boolean complete = false;
        for (int run = 0; !complete; run++) {
            FakeDestination destination = new FakeDestination(time, limits);
            if (run < 5) {
                destination.failingAfter(random.nextInt(4));
            }
            try (PositionFile file = new PositionFile(position, "work")) {
                Mark start = file.read().orElse(new Mark(0, 0));
                complete = runOnce(destination, file, start);
            }
            arrived.addAll(destination.texts());
        }

        List<String> sent =
                TaxiTrips.records().stream()
                        .map(record -> new String(record, StandardCharsets.UTF_8))
                        .toList();
        assertThat(new LinkedHashSet<>(arrived)).containsExactlyElementsOf(sent);
    }

    /// Gives back whether it came to its end.
    private boolean runOnce(FakeDestination destination, PositionFile file, Mark start)
            throws InterruptedException {
        try (Replay replay = open(plan(Speed.MAX, false, Optional.empty()));
                SendingLanes lanes = SendingLanes.open(List.of(destination), start)) {
            Production production =
                    new Production(
                            time,
                            time,
                            new Production.Sending(
                                    lanes,
                                    destination.limits(),
                                    (_, acknowledged, _) -> file.write(acknowledged.mark())));
            replay.send(time, production, start);
            return true;
        } catch (IllegalStateException _) {
            // Killed: whatever the last tick wrote is all that is known.
            return false;
        }
    }

    @Test
    void refusesToGoOnInASourceThatChanged() {
        ReplayPlan plan = plan(Speed.MAX, false, Optional.empty());
        ReplayPlan sorted = plan(Speed.MAX, true, Optional.empty());
        Path path = folder.resolve("position");
        try (PositionFile file = new PositionFile(path, plan.work(source()))) {
            file.write(new Mark(3, 0));
        }

        assertThatThrownBy(() -> new PositionFile(path, sorted.work(source())).read())
                .hasMessageContaining("belongs to other work");
    }

    private void replay(FakeDestination destination, ReplayPlan plan, Mark start)
            throws InterruptedException {
        try (Replay replay = open(plan);
                SendingLanes lanes = SendingLanes.open(List.of(destination), start)) {
            Production production =
                    new Production(
                            time,
                            time,
                            new Production.Sending(lanes, destination.limits(), (_, _, _) -> {}));
            replay.send(time, production, start);
        }
    }

    private Replay open(ReplayPlan plan) {
        return Replay.open(source(), plan);
    }

    private Source source() {
        return Source.find(
                sample.toString(),
                () -> {
                    throw new IllegalStateException("no server is needed for files");
                });
    }

    private static ReplayPlan plan(Speed speed, boolean sort, Optional<Instant> seek) {
        return new ReplayPlan(
                new ReplayPlan.Reading("dropoff_datetime", false, sort, seek),
                speed,
                Long.MAX_VALUE,
                PartitionKeys.hash());
    }

    private static Instant time(String record) {
        return Instant.parse(record.replaceAll("(?s).*\"dropoff_datetime\":\"([^\"]*)\".*", "$1"));
    }
}
