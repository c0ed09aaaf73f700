package io.hydrant.streams.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.control.InMemoryResourceStore;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.streams.shard.ConsumerInUse;
import io.hydrant.streams.shard.ConsumerNotFound;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.LimitExceeded;
import io.hydrant.testkit.SimulatedClock;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;

class ConsumersTest {
    private static final DataStreamId CLICKS = stream("clicks");

    private final SimulatedClock clock = SimulatedClock.at("2026-01-01T00:00:00.123Z");
    private final InMemoryResourceStore store = new InMemoryResourceStore(clock);
    private final Queue<Runnable> background = new ArrayDeque<>();
    private Consumers consumers = Consumers.open(store, clock, background::add);

    @Test
    void isCreatingUntilTheBackgroundHasRun() {
        RegisteredConsumer created = register("a");
        assertThat(created.status()).isEqualTo(ConsumerStatus.CREATING);
        assertThat(created.arn())
                .hasToString(
                        "arn:aws:kinesis:eu-central-1:123456789012:stream/clicks/consumer/a:1767225600");

        runBackground();

        assertThat(consumers.get(created.arn()).status()).isEqualTo(ConsumerStatus.ACTIVE);
        assertThat(consumers.get(created.id()).created()).isEqualTo("2026-01-01T00:00:00.123Z");
    }

    @Test
    void refusesANameThatIsTakenInTheStream() {
        register("a");
        assertThatThrownBy(() -> register("a"))
                .isInstanceOf(ConsumerInUse.class)
                .hasMessage(
                        "Consumer a under stream clicks already exists for account 123456789012.");
        consumers.register(new ConsumerId(stream("views"), "a"), new TreeMap<>());
    }

    @Test
    void grantsAStreamTwentyConsumers() {
        for (int i = 0; i < 20; i++) {
            register("c" + i);
            runBackground();
        }
        assertThatThrownBy(() -> register("one-more")).isInstanceOf(LimitExceeded.class);
        assertThat(consumers.count(CLICKS)).isEqualTo(20);
    }

    @Test
    void createsAtMostFiveAtATime() {
        for (int i = 0; i < 5; i++) {
            register("c" + i);
        }
        assertThatThrownBy(() -> register("c5")).isInstanceOf(LimitExceeded.class);
        runBackground();
        register("c5");
    }

    @Test
    void listsByNameWithinTheStream() {
        for (String name : List.of("b", "_", "A", "-", "a")) {
            register(name);
        }
        for (String other : List.of("click", "clicks-", "clicks.a", "views")) {
            consumers.register(new ConsumerId(stream(other), "x"), new TreeMap<>());
        }
        assertThat(names(Optional.empty(), 10)).containsExactly("-", "A", "_", "a", "b");
        assertThat(names(Optional.of("A"), 2)).containsExactly("_", "a");
    }

    @Test
    void isDeletingUntilTheBackgroundHasRunAndThenGone() {
        List<String> ended = new ArrayList<>();
        consumers.whenEnding(arn -> ended.add(consumers.get(arn).status() + " " + arn.id().name()));
        RegisteredConsumer a = register("a");
        runBackground();

        consumers.deregister(a.arn());
        assertThat(consumers.get(a.arn()).status()).isEqualTo(ConsumerStatus.DELETING);
        consumers.deregister(a.arn());
        runBackground();

        assertThat(ended).containsOnly("DELETING a");
        assertThatThrownBy(() -> consumers.get(a.arn())).isInstanceOf(ConsumerNotFound.class);
        assertThatThrownBy(() -> consumers.deregister(a.arn()))
                .isInstanceOf(ConsumerNotFound.class);
        assertThat(consumers.count(CLICKS)).isZero();
    }

    @Test
    void givesAnotherArnWithinTheSameSecond() {
        ConsumerArn first = registered("a");
        remove(first);
        ConsumerArn second = registered("a");
        remove(second);
        restart();
        ConsumerArn third = registered("a");

        assertThat(List.of(first.seconds(), second.seconds(), third.seconds()))
                .containsExactly(1767225600L, 1767225601L, 1767225602L);
        assertThatThrownBy(() -> consumers.get(first)).isInstanceOf(ConsumerNotFound.class);
    }

    @Test
    void forgetsAnArnThatCannotComeUpAgain() {
        remove(registered("a"));
        clock.advance(Duration.ofSeconds(1));
        register("b");
        assertThat(store.keys(StoredForm.TYPE)).hasSize(1);
    }

    @Test
    void finishesAfterARestartWhatACrashInterrupted() {
        ConsumerArn dying = registered("dying");
        consumers.deregister(dying);
        ConsumerArn young = register("young").arn();

        clock.advance(Duration.ofSeconds(2));
        restart(); // before the background ran

        assertThat(consumers.get(young).status()).isEqualTo(ConsumerStatus.ACTIVE);
        assertThatThrownBy(() -> consumers.get(dying)).isInstanceOf(ConsumerNotFound.class);
    }

    @Test
    void keepsTagsAndPolicyAcrossRestarts() {
        String arn =
                consumers
                        .register(
                                new ConsumerId(CLICKS, "a"),
                                new TreeMap<>(java.util.Map.of("k", "v")))
                        .arn()
                        .toString();
        consumers.changeTags(
                arn,
                tags -> {
                    tags.put("team", "blue");
                    return tags;
                });
        consumers.changePolicy(arn, Optional.of("{\"Version\": \"x\"}"));
        restart();
        assertThat(consumers.tags(arn)).containsOnlyKeys("k", "team");
        assertThat(consumers.policy(arn)).contains("{\"Version\": \"x\"}");

        consumers.changePolicy(arn, Optional.empty());
        assertThat(consumers.policy(arn)).isEmpty();
        assertThatThrownBy(() -> consumers.tags("arn:nonsense"))
                .isInstanceOf(ConsumerNotFound.class);
    }

    @Test
    void forgetsAllConsumersOfAStream() {
        ConsumerArn a = registered("a");
        ConsumerArn other =
                consumers.register(new ConsumerId(stream("views"), "a"), new TreeMap<>()).arn();
        List<ConsumerArn> ended = new ArrayList<>();
        consumers.whenEnding(ended::add);

        consumers.forget(CLICKS);

        assertThat(ended).containsExactly(a);
        assertThat(consumers.count(CLICKS)).isZero();
        assertThat(consumers.get(other).arn()).isEqualTo(other);
    }

    private RegisteredConsumer register(String name) {
        return consumers.register(new ConsumerId(CLICKS, name), Collections.emptySortedMap());
    }

    private ConsumerArn registered(String name) {
        ConsumerArn arn = register(name).arn();
        runBackground();
        return arn;
    }

    private void remove(ConsumerArn arn) {
        consumers.deregister(arn);
        runBackground();
    }

    private List<String> names(Optional<String> after, int limit) {
        return consumers.list(CLICKS, after, limit).stream().map(c -> c.id().name()).toList();
    }

    private void restart() {
        background.clear();
        consumers = Consumers.open(store, clock, background::add);
    }

    private void runBackground() {
        while (!background.isEmpty()) {
            background.remove().run();
        }
    }

    private static DataStreamId stream(String name) {
        return new DataStreamId(new AccountId("123456789012"), new Region("eu-central-1"), name);
    }
}
