package io.hydrant.streams.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.streams.consumer.RecordedSubscriber.Message;
import io.hydrant.streams.consumer.RecordedSubscriber.Received;
import io.hydrant.streams.retrieval.StartingPosition;
import io.hydrant.streams.shard.ConsumerInUse;
import io.hydrant.streams.shard.ConsumerNotFound;
import io.hydrant.streams.shard.DataStreamNotFound;
import io.hydrant.streams.shard.LimitExceeded;
import io.hydrant.streams.shard.RecordPosition;
import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.ShardId;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

class SubscriptionsTest {
    private static final SubscriptionLimits LIMITS =
            new SubscriptionLimits(
                    Duration.ofMinutes(5),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    Duration.ofMillis(100),
                    1000,
                    100);

    @TempDir Path folder;
    private FanOut fanOut;
    private Shard shard;
    private ConsumerArn consumer;

    @BeforeEach
    void open() {
        open(LIMITS);
    }

    private void open(SubscriptionLimits limits) {
        fanOut = FanOut.in(folder.resolve("log" + limits.hashCode()), limits);
        shard = fanOut.streams.create(FanOut.CLICKS, 1).shard(0);
        consumer = fanOut.consumer("reader");
    }

    @AfterEach
    void close() {
        fanOut.close();
    }

    @Test
    void beginsAtOnceAndSendsAnEventWithoutRecords() {
        RecordedSubscriber client = subscribe(RecordPosition.START);
        assertThat(client.next()).isEqualTo(new Message.Begun());
        Message.Event event = client.event();
        assertThat(event.records()).isEmpty();
        assertThat(event.end().millisBehindLatest()).isZero();
        assertThat(event.end().continuation()).hasValueSatisfying(n -> n.isStart());
    }

    @Test
    void pushesWhatArrives() {
        RecordedSubscriber client = subscribe(RecordPosition.START);
        client.next();
        client.event();
        fanOut.put(shard, "a", "b");
        Message.Event first = client.event();
        assertThat(first.records()).extracting(Received::data).containsExactly("a", "b");
        assertThat(first.end().continuation()).contains(first.records().getLast().number());
        fanOut.put(shard, "c");
        assertThat(client.event().records()).extracting(Received::data).containsExactly("c");
    }

    @Test
    void goesOnAfterItsBuffersWereGivenBack() {
        fanOut.close();
        open(limits(Duration.ofMinutes(5), Duration.ofMillis(150))); // it rests before each
        RecordedSubscriber client = subscribe(RecordPosition.START);
        client.next();
        for (int round = 0; round < 3; round++) {
            client.event();
            client.event();
            fanOut.put(shard, "r" + round);
            assertThat(data(client.eventWithRecords())).containsExactly("r" + round);
        }
        assertThat(fanOut.telemetry.gauge("hydrant_fanout_subscriptions")).isEqualTo(1);
    }

    @Test
    void boundsTheBytesOfAnEventAndSendsALargerRecordAlone() {
        String large = "x".repeat(500);
        fanOut.put(shard, "a".repeat(60), "b".repeat(60), large, "c");
        RecordedSubscriber client = subscribe(RecordPosition.START);
        assertThat(data(client.eventAfterBegin())).containsExactly("a".repeat(60));
        Message.Event second = client.event();
        assertThat(data(second)).containsExactly("b".repeat(60));
        assertThat(second.end().millisBehindLatest()).isNotNegative();
        assertThat(data(client.event())).containsExactly(large);
        assertThat(data(client.event())).containsExactly("c");
    }

    @Test
    void everyContinuationGoesOnExactly() {
        fanOut.put(shard, "a", "b", "c");
        fanOut.put(shard, "d");
        List<String> all = List.of("a", "b", "c", "d", "e");
        RecordPosition[] starts = {
            RecordPosition.START,
            new RecordPosition(0, 1),
            new RecordPosition(0, 3),
            RecordPosition.ofFrame(1),
            RecordPosition.ofFrame(2)
        };
        int[] firsts = {0, 1, 3, 3, 4};
        for (int i = 0; i < starts.length; i++) {
            RecordPosition resumed =
                    new StartingPosition.AfterSequenceNumber(
                                    ShardFeed.numberBefore(shard, starts[i], Instant.now())
                                            .toString())
                            .in(shard, Instant.now(), "test");
            RecordedSubscriber client =
                    RecordedSubscriber.to(fanOut.claim(fanOut.consumer("c" + i), shard, resumed));
            client.next();
            if (i == starts.length - 1) {
                client.event();
                fanOut.put(shard, "e");
            }
            int wanted = all.size() - firsts[i] - (i == starts.length - 1 ? 0 : 1);
            List<String> got = new java.util.ArrayList<>();
            while (got.size() < wanted) {
                got.addAll(data(client.event()));
            }
            assertThat(got).isEqualTo(all.subList(firsts[i], firsts[i] + wanted));
        }
    }

    @Test
    void sendsEventsWithoutRecordsWhileNothingHappens() {
        fanOut.close();
        open(limits(Duration.ofMinutes(5), Duration.ofMillis(20)));
        RecordedSubscriber client = subscribe(RecordPosition.START);
        client.next();
        for (int i = 0; i < 5; i++) {
            assertThat(client.event().end().continuation()).isPresent();
        }
        assertThat(fanOut.telemetry.count("hydrant_fanout_events_total")).isGreaterThanOrEqualTo(4);
    }

    @Test
    void endsPlainlyWhenItsTimeIsOver() {
        fanOut.close();
        open(limits(Duration.ofMillis(50), Duration.ofMillis(20)));
        RecordedSubscriber client = subscribe(RecordPosition.START);
        assertThat(client.afterEvents()).isEqualTo(new Message.Over(Optional.empty()));
    }

    @Test
    void endsWithTheShardAndNamesItsChildren() {
        fanOut.put(shard, "last");
        RecordedSubscriber client = subscribe(RecordPosition.START);
        client.eventWithRecordsAfterBegin();
        fanOut.streams.stream(FanOut.CLICKS).split(shard.id());
        Message.Event end = client.event();
        while (end.end().continuation().isPresent()) {
            end = client.event();
        }
        assertThat(end.records()).isEmpty();
        assertThat(end.end().children())
                .extracting(Shard::id)
                .containsExactly(new ShardId(1), new ShardId(2));
        assertThat(client.next()).isEqualTo(new Message.Over(Optional.empty()));
    }

    @Test
    void tellsWhenTheStreamIsDeleted() {
        RecordedSubscriber client = subscribe(RecordPosition.START);
        client.next();
        fanOut.streams.delete(FanOut.CLICKS);
        assertThat(failure(client)).isInstanceOf(DataStreamNotFound.class);
        assertThat(client.next()).isEqualTo(new Message.Over(Optional.empty()));
    }

    @Test
    void tellsWhenAnotherStreamHasTheName() {
        RecordedSubscriber client = subscribe(RecordPosition.START);
        client.next();
        fanOut.streams.create(FanOut.CLICKS, 1);
        assertThat(failure(client)).isInstanceOf(DataStreamNotFound.class);
    }

    @Test
    void tellsWhenTheConsumerIsRemovedAndForgetsItsMeters() {
        RecordedSubscriber client = subscribe(RecordPosition.START);
        client.next();
        client.event();
        fanOut.consumers.deregister(consumer);
        assertThat(failure(client)).isInstanceOf(ConsumerNotFound.class);
        assertThat(fanOut.telemetry.count("hydrant_fanout_events_total")).isZero();
        assertThatThrownBy(() -> subscribe(RecordPosition.START))
                .isInstanceOf(ConsumerNotFound.class);
    }

    @Test
    void refusesASecondSubscriptionForFiveSeconds() {
        subscribe(RecordPosition.START);
        assertThatThrownBy(() -> subscribe(RecordPosition.START)).isInstanceOf(ConsumerInUse.class);
        RecordedSubscriber.to(
                fanOut.claim(fanOut.consumer("another"), shard, RecordPosition.START));
    }

    @Test
    void theNextSubscriptionTakesOver() {
        RecordedSubscriber old = subscribe(RecordPosition.START);
        old.next();
        passTakeOverTime();
        RecordedSubscriber next = subscribe(RecordPosition.START);
        assertThat(failure(old)).isInstanceOf(ConsumerInUse.class);
        assertThat(old.next()).isEqualTo(new Message.Over(Optional.empty()));
        fanOut.put(shard, "a");
        assertThat(data(next.eventWithRecordsAfterBegin())).containsExactly("a");
    }

    @Test
    void takesOverFromAClientThatTakesNothing() {
        RecordedSubscriber old = stuckClient();
        passTakeOverTime();
        RecordedSubscriber next = subscribe(RecordPosition.START);
        assertThat(((Message.Over) old.next()).failure()).isPresent();
        fanOut.put(shard, "a");
        assertThat(data(next.eventWithRecordsAfterBegin())).containsExactly("a");
    }

    @Test
    void removesAConsumerWhoseClientTakesNothing() {
        RecordedSubscriber client = stuckClient();
        fanOut.consumers.deregister(consumer);
        assertThat(((Message.Over) client.next()).failure()).isPresent();
    }

    @Test
    void cutsOffAClientThatTakesNothingWhenItsTimeIsOver() {
        RecordedSubscriber client = stuckClient();
        fanOut.nanosAhead.addAndGet(Duration.ofMinutes(6).toNanos());
        fanOut.subscriptions.lookAround();
        assertThat(((Message.Over) client.next()).failure()).isPresent();
    }

    @Test
    void aStuckClientDoesNotDisturbOthers() {
        stuckClient();
        RecordedSubscriber other =
                RecordedSubscriber.to(
                        fanOut.claim(fanOut.consumer("other"), shard, RecordPosition.START));
        fanOut.put(shard, "a");
        assertThat(data(other.eventWithRecordsAfterBegin())).containsExactly("a");
    }

    @Test
    void endsAllPlainlyWhenTheServerStops() {
        RecordedSubscriber client = subscribe(RecordPosition.START);
        client.next();
        fanOut.subscriptions.close();
        assertThat(client.afterEvents()).isEqualTo(new Message.Over(Optional.empty()));
        RecordedSubscriber late =
                RecordedSubscriber.to(
                        fanOut.claim(fanOut.consumer("late"), shard, RecordPosition.START));
        assertThat(late.afterEvents()).isEqualTo(new Message.Over(Optional.empty()));
    }

    @Test
    void holdsTheCallRateOnlyWithQuotas() {
        fanOut.streams.stream(FanOut.CLICKS).holdQuotas(true);
        subscribe(RecordPosition.START);
        assertThatThrownBy(() -> subscribe(RecordPosition.START)).isInstanceOf(LimitExceeded.class);
        fanOut.nanosAhead.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThatThrownBy(() -> subscribe(RecordPosition.START)).isInstanceOf(ConsumerInUse.class);
        fanOut.nanosAhead.addAndGet(Duration.ofSeconds(4).toNanos());
        subscribe(RecordPosition.START);
    }

    @Test
    void countsWhatIsPushed() {
        fanOut.put(shard, "abc", "de");
        RecordedSubscriber client = subscribe(RecordPosition.START);
        client.eventWithRecordsAfterBegin();
        fanOut.put(shard, "f");
        client.eventWithRecords(); // the event before is counted now
        assertThat(fanOut.telemetry.count("hydrant_fanout_records_total"))
                .isGreaterThanOrEqualTo(2);
        assertThat(fanOut.telemetry.count("hydrant_fanout_bytes_total"))
                .isGreaterThanOrEqualTo("abcde".length() + "kk".length());
        assertThat(fanOut.telemetry.gauge("hydrant_fanout_behind_seconds")).isZero();
    }

    private RecordedSubscriber subscribe(RecordPosition start) {
        return RecordedSubscriber.to(fanOut.claim(consumer, shard, start));
    }

    private RecordedSubscriber stuckClient() {
        RecordedSubscriber client =
                RecordedSubscriber.to(
                        fanOut.claim(consumer, shard, RecordPosition.START),
                        new RecordedSubscriber().stuck());
        client.awaitBlocked();
        return client;
    }

    private void passTakeOverTime() {
        fanOut.nanosAhead.addAndGet(Duration.ofSeconds(6).toNanos());
    }

    private static Object failure(RecordedSubscriber client) {
        return ((Message.Failed) client.afterEvents()).reason();
    }

    private static List<String> data(Message.Event event) {
        return event.records().stream().map(Received::data).toList();
    }

    private static SubscriptionLimits limits(Duration life, Duration heartbeat) {
        return new SubscriptionLimits(
                life,
                heartbeat,
                LIMITS.takeOverAfter(),
                LIMITS.patience(),
                LIMITS.eventRecordsMax(),
                LIMITS.eventBytesMax());
    }
}
