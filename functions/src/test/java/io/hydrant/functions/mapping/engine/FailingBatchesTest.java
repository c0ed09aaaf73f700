package io.hydrant.functions.mapping.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.functions.mapping.engine.MappingSimulation.Errand;
import io.hydrant.functions.mapping.engine.failure.Condition;
import io.hydrant.functions.mapping.engine.failure.GivenUp;
import io.hydrant.streams.shard.ShardId;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What the lanes of one shard do with batches that fail, step by step.
class FailingBatchesTest {
    private final MappingSimulation world = new MappingSimulation(1, 1);

    @Test
    void givesARecordUpThatIsTooLargeForAnyEvent() {
        world.withDestination(false);
        world.put("k", "a", "x".repeat(5_000_000), "b");
        world.settle();
        assertThat(world.only().data()).containsExactly("a");
        world.succeed(world.only());
        world.settle();
        assertThat(reason(world.only())).isEqualTo(Condition.TOO_LARGE);
        world.told(world.only());
        world.settle();

        assertThat(world.only().data()).containsExactly("b");
    }

    @Test
    void triesAboutEightTimesInTheFirstMinute() {
        world.put("k", "a");
        Instant begin = world.clock.instant();
        int attempts = 0;
        while (Duration.between(begin, world.clock.instant()).toSeconds() < 75) {
            Instant due = world.settle();
            if (!world.waiting.isEmpty()) {
                attempts++;
                world.fail(world.only());
            } else {
                world.clock.set(due);
            }
        }

        assertThat(attempts).isBetween(7, 9);
        assertThat(world.report.lastResult()).isEqualTo("PROBLEM: Function call failed");
    }

    @Test
    void givesUpAfterItsRetriesAndTellsOfItBeforeItGoesOn() {
        world.withDestination(true);
        world.change(it -> it.retriesMax(1));
        world.put("k", "a");
        assertThat(failUntilTold(world)).isEqualTo(2);
        world.put("k", "b");
        GivenUp told = world.only().telling.orElseThrow().batch();
        assertThat(told.attempts()).isEqualTo(2);
        assertThat(told.condition()).isEqualTo(Condition.RETRIES_EXHAUSTED);

        world.notTold(world.only());
        world.settle();
        assertThat(world.waiting).isEmpty();
        world.clock.advance(Duration.ofSeconds(2));
        world.settle();
        assertThat(world.only().telling.orElseThrow().batch().id()).isEqualTo(told.id());
        world.told(world.only());
        world.settle();

        assertThat(world.only().data()).containsExactly("b");
        assertThat(world.telemetry.count("hydrant_mapping_on_failure_delivered_records_total"))
                .isEqualTo(1);
    }

    @Test
    void dropsWhatItGivesUpWithoutADestinationAndCountsIt() {
        world.change(it -> it.retriesMax(0));
        world.put("k", "a", "b");
        world.settle();
        world.fail(world.only());
        world.settle();

        assertThat(world.waiting).isEmpty();
        assertThat(world.telemetry.count("hydrant_mapping_dropped_records_total")).isEqualTo(2);
        world.crash();
        world.settle();
        assertThat(world.waiting).isEmpty();
    }

    @Test
    void countsNoThrottlesAsTries() {
        world.change(it -> it.retriesMax(0));
        world.put("k", "a");
        for (int i = 0; i < 20; i++) {
            world.settle();
            world.throttle(world.only());
            world.settle();
            world.clock.advance(Duration.ofSeconds(40));
        }
        world.settle();

        assertThat(world.only().data()).containsExactly("a");
        assertThat(world.report.lastResult()).isEqualTo("PROBLEM: throttled");
    }

    @Test
    void passesOverRecordsThatAreTooOldBeforeTheirFirstInvocation() {
        world.withDestination(false);
        world.change(it -> it.recordAgeMaxSeconds(60));
        world.put("k", "a", "b");
        world.clock.advance(Duration.ofSeconds(30));
        world.put("k", "c");
        world.clock.advance(Duration.ofSeconds(31));
        world.settle();
        assertThat(world.only().data()).containsExactly("a", "b");
        assertThat(reason(world.only())).isEqualTo(Condition.AGE_EXCEEDED);
        world.told(world.only());
        world.settle();

        assertThat(world.only().data()).containsExactly("c");
        assertThat(world.only().call).isPresent();
    }

    @Test
    void halvesAFailingBatchUntilThePoisonIsAlone() {
        world.withDestination(false);
        world.change(it -> it.bisects(true).retriesMax(1));
        world.put("k", "a", "b", "poison", "c");
        List<List<String>> invoked = new ArrayList<>();
        world.settle();
        while (world.waiting.stream().anyMatch(errand -> errand.call.isPresent())) {
            Errand errand = world.only();
            invoked.add(errand.data());
            if (errand.data().contains("poison")) {
                world.fail(errand);
            } else {
                world.succeed(errand);
            }
            world.settle();
            if (world.waiting.isEmpty()) {
                world.clock.advance(Duration.ofSeconds(1));
                world.settle();
            }
            if (!world.waiting.isEmpty() && world.only().telling.isPresent()) {
                assertThat(world.only().data()).containsExactly("poison");
                world.told(world.only());
                world.settle();
            }
        }

        assertThat(invoked)
                .containsExactly(
                        List.of("a", "b", "poison", "c"),
                        List.of("a", "b"),
                        List.of("poison", "c"),
                        List.of("poison"),
                        List.of("poison"),
                        List.of("c"));
    }

    @Test
    void goesOnAtTheLowestItemThatFailed() {
        world.change(it -> it.bisects(true).reportsItems(true).retriesMax(5));
        world.put("k", "a", "b", "c", "d");
        world.settle();
        world.failItem(world.only(), 2);
        world.settle();
        assertThat(world.only().data()).containsExactly("c", "d"); // cut, not halved
        world.crash();
        world.settle();

        assertThat(world.only().data()).containsExactly("c", "d");
    }

    @Test
    void ignoresWhatAFunctionReturnsThatDoesNotReportItems() {
        world.put("k", "a", "b");
        world.settle();
        world.failItem(world.only(), 0);
        world.settle();

        assertThat(world.waiting).isEmpty();
        assertThat(world.report.lastResult()).isEqualTo("OK");
    }

    @Test
    void tellsOfRecordsThatExpiredBetweenTwoTries() {
        world.withDestination(true);
        world.put("k", "a");
        world.put("k", "b");
        world.settle();
        world.fail(world.only());
        world.step();
        world.stream.moveHorizon(new ShardId(0), 1);
        world.settle();
        assertThat(world.only().data()).containsExactly("a");
        assertThat(reason(world.only())).isEqualTo(Condition.AGE_EXCEEDED);
        world.told(world.only());
        world.settle();
        world.clock.advance(Duration.ofSeconds(1));
        world.settle();

        assertThat(world.only().data()).containsExactly("b");
    }

    @Test
    void readsAgainFromTheHorizonWhatExpiredWhileItWasStopped() {
        world.change(it -> it.batchSize(1));
        world.put("k1", "a");
        world.put("k2", "b");
        world.put("k3", "c");
        world.settle();
        world.succeed(world.only());
        world.step();
        world.restart();
        world.stream.moveHorizon(new ShardId(0), 2);
        world.settle();

        assertThat(world.only().data()).containsExactly("c");
        assertThat(world.telemetry.count("hydrant_mapping_expired_frames_total")).isEqualTo(1);
    }

    private static int failUntilTold(MappingSimulation world) {
        int attempts = 0;
        world.settle();
        while (world.waiting.isEmpty() || world.only().call.isPresent()) {
            if (world.waiting.isEmpty()) {
                world.clock.advance(Duration.ofSeconds(1));
            } else {
                attempts++;
                world.fail(world.only());
            }
            world.settle();
        }
        return attempts;
    }

    private static Condition reason(Errand errand) {
        return errand.telling.orElseThrow().batch().condition();
    }
}
