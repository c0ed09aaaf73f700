package io.hydrant.functions.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.functions.function.FunctionName;
import io.hydrant.functions.function.FunctionVersion;
import io.hydrant.functions.function.FunctionVersion.Limits;
import io.hydrant.functions.function.LogSettings;
import io.hydrant.functions.runtime.CannotRun;
import io.hydrant.functions.runtime.Throttled;
import io.hydrant.functions.runtime.Throttled.Reason;
import io.hydrant.functions.runtime.process.EnvironmentPool.Slot;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.testkit.SimulatedClock;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/// Which environment serves whom; environments are names here.
class EnvironmentPoolTest {
    private final SimulatedClock clock = SimulatedClock.at("2026-01-01T00:00:00Z");
    private final List<String> ended = new CopyOnWriteArrayList<>();

    @Test
    void servesFromTheEnvironmentUsedLast() throws Exception {
        EnvironmentPool<String> pool = pool(10, 10, Duration.ofSeconds(20));
        Slot<String> first = started(pool, function("a", "1"), "first");
        Slot<String> second = started(pool, function("a", "1"), "second");
        pool.release(first, true);
        clock.advance(Duration.ofSeconds(1));
        pool.release(second, true);
        assertThat(pool.acquire(function("a", "1")).environment()).contains("second");
        assertThat(pool.acquire(function("a", "1")).environment()).contains("first");
        assertThat(pool.acquire(function("a", "1")).environment()).isEmpty();
    }

    @Test
    void servesNoOtherRevisionOrFunction() throws Exception {
        EnvironmentPool<String> pool = pool(10, 10, Duration.ofSeconds(20));
        pool.release(started(pool, function("a", "1"), "a1"), true);
        assertThat(pool.acquire(function("a", "2")).environment()).isEmpty();
        assertThat(pool.acquire(function("b", "1")).environment()).isEmpty();
    }

    @Test
    void endsWhatIsBrokenAndWhatWasIdleForLong() throws Exception {
        EnvironmentPool<String> pool = pool(10, 10, Duration.ofSeconds(20));
        pool.release(started(pool, function("a", "1"), "broken"), false);
        assertThat(ended).containsExactly("broken");
        pool.release(started(pool, function("a", "1"), "idle"), true);
        clock.advance(Duration.ofSeconds(59));
        pool.endIdle();
        assertThat(ended).containsExactly("broken");
        clock.advance(Duration.ofSeconds(1));
        pool.endIdle();
        assertThat(ended).containsExactly("broken", "idle");
        assertThat(pool.environments()).isEmpty();
    }

    @Test
    void letsBusyEnvironmentsOfAnOldRevisionFinish() throws Exception {
        EnvironmentPool<String> pool = pool(10, 10, Duration.ofSeconds(20));
        Slot<String> busy = started(pool, function("a", "1"), "busy");
        pool.release(started(pool, function("a", "1"), "free"), true);
        pool.release(started(pool, function("b", "1"), "other"), true);
        pool.retireOthers(function("a", "2"));
        assertThat(ended).containsExactly("free");
        pool.release(busy, true);
        assertThat(ended).containsExactly("free", "busy");
        assertThat(pool.environments()).containsExactly("other");
    }

    @Test
    void throttlesAboveReservedConcurrencyUntilAnInvocationEnds() throws Exception {
        EnvironmentPool<String> pool = pool(10, 10, Duration.ofSeconds(20));
        FunctionVersion function = FunctionBench.withReserved(function("a", "1"), 1);
        Slot<String> running = started(pool, function, "one");
        assertThrottled(pool, function, Reason.RESERVED_CONCURRENCY);
        pool.acquire(function("b", "1"));
        pool.release(running, true);
        assertThat(pool.acquire(function).environment()).contains("one");
    }

    @Test
    void throttlesAboveTheConcurrencyOfTheAccount() throws Exception {
        EnvironmentPool<String> pool = pool(2, 10, Duration.ofSeconds(20));
        pool.acquire(function("a", "1"));
        Slot<String> second = started(pool, function("b", "1"), "b");
        assertThrottled(pool, function("c", "1"), Reason.ACCOUNT_CONCURRENCY);
        pool.finish(second);
        pool.acquire(function("c", "1"));
    }

    @Test
    void endsTheLongestIdleWhenTheMachineIsFull() throws Exception {
        EnvironmentPool<String> pool = pool(10, 2, Duration.ofSeconds(20));
        Slot<String> old = started(pool, function("a", "1"), "old");
        Slot<String> young = started(pool, function("b", "1"), "young");
        pool.release(old, true);
        clock.advance(Duration.ofSeconds(1));
        pool.release(young, true);
        assertThat(pool.acquire(function("c", "1")).environment()).isEmpty();
        assertThat(ended).containsExactly("old");
    }

    @Test
    void letsCallersWaitWhileAllEnvironmentsAreBusy() throws Exception {
        EnvironmentPool<String> pool = pool(10, 1, Duration.ofSeconds(20));
        Slot<String> busy = started(pool, function("a", "1"), "a");
        CompletableFuture<Optional<String>> waiting = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                waiting.complete(pool.acquire(function("a", "1")).environment());
                            } catch (InterruptedException | RuntimeException e) {
                                waiting.completeExceptionally(e);
                            }
                        });
        pool.release(busy, true);
        assertThat(waiting.get()).contains("a");
    }

    @Test
    void throttlesWhoWaitsForTooLong() throws Exception {
        EnvironmentPool<String> pool = pool(10, 1, Duration.ZERO);
        pool.acquire(function("a", "1"));
        assertThrottled(pool, function("b", "1"), Reason.ACCOUNT_CONCURRENCY);
    }

    @Test
    void endsAllAndServesNobodyOnceItIsClosed() throws Exception {
        EnvironmentPool<String> pool = pool(10, 10, Duration.ofSeconds(20));
        Slot<String> busy = started(pool, function("a", "1"), "busy");
        pool.release(started(pool, function("b", "1"), "free"), true);
        Slot<String> starting = pool.acquire(function("c", "1"));
        pool.close();
        assertThat(ended).containsExactly("busy", "free");
        assertThat(pool.fill(starting, "late")).isFalse();
        pool.release(busy, true);
        assertThatThrownBy(() -> pool.acquire(function("a", "1")))
                .isInstanceOf(CannotRun.class)
                .hasMessageContaining("the server is closing");
    }

    private static void assertThrottled(
            EnvironmentPool<String> pool, FunctionVersion function, Reason reason) {
        assertThatThrownBy(() -> pool.acquire(function))
                .isInstanceOfSatisfying(
                        Throttled.class, thrown -> assertThat(thrown.reason()).isEqualTo(reason))
                .hasMessageContaining(function.name().name());
    }

    private EnvironmentPool<String> pool(int account, int machine, Duration wait) {
        RunnerLimits limits =
                new RunnerLimits(
                        account, machine, 10, wait, Duration.ofSeconds(60), Duration.ofSeconds(10));
        return new EnvironmentPool<>(clock, limits, ended::add);
    }

    private static Slot<String> started(
            EnvironmentPool<String> pool, FunctionVersion function, String environment)
            throws InterruptedException {
        Slot<String> slot = pool.acquire(function);
        assertThat(slot.environment()).isEmpty();
        assertThat(pool.fill(slot, environment)).isTrue();
        return slot;
    }

    private static FunctionVersion function(String name, String revision) {
        FunctionName named =
                new FunctionName(new AccountId("123456789012"), new Region("eu-central-1"), name);
        return new FunctionVersion(
                named,
                "$LATEST",
                named.arn().toString(),
                revision,
                "python3.12",
                "app.handler",
                Path.of("/code"),
                List.of(),
                Map.of(),
                new Limits(Duration.ofSeconds(3), 128, 512),
                LogSettings.text("/aws/lambda/" + name),
                Optional.empty());
    }
}
