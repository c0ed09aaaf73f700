package io.hydrant.cli.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.cli.terminal.CommandFailed;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

class ProductionTest {
    private final SteppedTime time = new SteppedTime();
    private final FakeDestination destination =
            new FakeDestination(time, new RecordDestination.BatchLimits(3, 1_000, 900));
    private final SendingLanes lanes = SendingLanes.open(List.of(destination), new Mark(0, 0));
    private final List<Duration> lags = new ArrayList<>();
    private final Production production =
            new Production(
                    time,
                    time,
                    new Production.Sending(
                            lanes, destination.limits(), (_, _, lag) -> lags.add(lag)));

    @AfterEach
    void close() {
        lanes.close();
    }

    @Test
    void sendsRecordsThatAreDueAtOnceInFullBatches() throws InterruptedException {
        for (int number = 1; number <= 7; number++) {
            production.offer(record("r" + number), Instant.MIN, new Mark(number, number));
        }
        production.finish();

        assertThat(destination.batches()).containsExactly(3, 3, 1);
        assertThat(destination.texts())
                .isEqualTo(IntStream.rangeClosed(1, 7).mapToObj(n -> "r" + n).toList());
        assertThat(lanes.acknowledged().mark()).isEqualTo(new Mark(7, 7));
        assertThat(time.instant()).isEqualTo(SteppedTime.START);
    }

    @Test
    void neverSendsARecordBeforeItIsDue() throws InterruptedException {
        for (int number = 0; number < 20; number++) {
            Instant due = SteppedTime.START.plusMillis(number * 700L);
            production.offer(record(due.toString()), due, new Mark(number, 0));
        }
        production.finish();

        assertThat(destination.arrived())
                .hasSize(20)
                .allSatisfy(
                        arrived ->
                                assertThat(arrived.at())
                                        .isAfterOrEqualTo(Instant.parse(arrived.text())));
        assertThat(Duration.between(SteppedTime.START, time.instant()))
                .isEqualTo(Duration.ofMillis(19 * 700));
    }

    @Test
    void sendsRecordsThatAreDueWithinATenthOfASecondTogether() throws InterruptedException {
        for (long millis : new long[] {0, 50, 100, 101, 500}) {
            production.offer(
                    record("at " + millis),
                    SteppedTime.START.plusMillis(millis),
                    new Mark(millis, 0));
        }
        production.finish();

        assertThat(destination.batches()).containsExactly(3, 1, 1);
    }

    @Test
    void startsANewBatchWhereBytesWouldBreakTheLimit() throws InterruptedException {
        for (int number = 1; number <= 3; number++) {
            production.offer(record("x".repeat(480)), Instant.MIN, new Mark(number, 0));
        }
        production.finish();

        assertThat(destination.batches()).containsExactly(2, 1);
    }

    @Test
    void refusesARecordThatFitsNoBatchAndShowsItsBeginning() {
        assertThatThrownBy(
                        () ->
                                production.offer(
                                        record("y".repeat(901)), Instant.MIN, new Mark(1, 0)))
                .isInstanceOf(CommandFailed.class)
                .hasMessageStartingWith(
                        "a record of 901 bytes is longer than the 900 that are allowed; it begins:"
                                + " yyy");
    }

    @Test
    void tellsHowFarItLagsBehind() throws InterruptedException {
        production.offer(record("late"), SteppedTime.START.minusSeconds(7), new Mark(1, 0));
        production.finish();

        assertThat(lags).first().isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void endsWithWhatALaneFailedWith() {
        destination.failingAfter(1);

        assertThatThrownBy(
                        () -> {
                            for (int number = 1; number <= 100; number++) {
                                production.offer(record("r"), Instant.MIN, new Mark(number, 0));
                            }
                            production.finish();
                        })
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("killed");
        assertThat(lanes.acknowledged().mark().records()).isEqualTo(3);
    }

    static OutgoingRecord record(String text) {
        return new OutgoingRecord(text.getBytes(StandardCharsets.UTF_8), "k", Optional.empty());
    }
}
