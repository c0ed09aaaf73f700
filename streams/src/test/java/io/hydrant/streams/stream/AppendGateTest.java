package io.hydrant.streams.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.concurrent.CompletableFuture;

@Timeout(30)
class AppendGateTest {
    private final AppendGate gate = new AppendGate(true);

    @Test
    void letsManyInAtOnce() {
        assertThat(gate.enter()).isTrue();
        assertThat(gate.enter()).isTrue();
    }

    @Test
    void shuttingWaitsForThoseInside() {
        gate.enter();
        CompletableFuture<Void> shut = onOwnThread(gate::shut);
        assertThat(shut).isNotDone();
        gate.leave();
        shut.join();
    }

    @Test
    void thoseKeptWaitingComeInWhenItOpensAgain() {
        gate.shut();
        CompletableFuture<Boolean> entered = new CompletableFuture<>();
        onOwnThread(() -> entered.complete(gate.enter()));
        assertThat(entered).isNotDone();
        gate.reopen();
        assertThat(entered.join()).isTrue();
    }

    @Test
    void thoseKeptWaitingAreTurnedAwayWhenItCloses() {
        gate.shut();
        CompletableFuture<Boolean> entered = new CompletableFuture<>();
        onOwnThread(() -> entered.complete(gate.enter()));
        gate.close();
        assertThat(entered.join()).isFalse();
        gate.reopen();
        assertThat(gate.enter()).isFalse();
    }

    private static CompletableFuture<Void> onOwnThread(Runnable work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(
                        () -> {
                            work.run();
                            done.complete(null);
                        });
        return done;
    }
}
