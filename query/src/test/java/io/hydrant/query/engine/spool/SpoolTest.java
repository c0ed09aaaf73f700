package io.hydrant.query.engine.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.query.refusal.QueryFailure;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

class SpoolTest {
    private static final byte[] FORTY = new byte[40];

    @TempDir Path folder;
    private Spool spool;

    @BeforeEach
    void open() {
        spool = new Spool(folder, 100);
    }

    private Path acquire(String key) throws IOException, QueryFailure {
        return spool.acquire(key, out -> out.write(FORTY));
    }

    @Test
    void removesWhatWasNotUsedForTheLongestTime() throws Exception {
        Path first = acquire("a");
        Path second = acquire("b");
        spool.release("a");
        spool.release("b");
        spool.release(touched("a"));
        acquire("c");
        assertThat(first).exists();
        assertThat(second).doesNotExist();
        assertThat(spool.bytes()).isEqualTo(80);
    }

    private String touched(String key) throws IOException, QueryFailure {
        spool.acquire(key, out -> out.write(new byte[99]));
        return key;
    }

    @Test
    void failsWhenAllIsInUse() throws Exception {
        acquire("a");
        acquire("b");
        assertThatThrownBy(() -> acquire("c")).isInstanceOf(SpooledStream.NoRoom.class);
        assertThat(spool.bytes()).isEqualTo(80);
        spool.release("a");
        assertThat(acquire("c")).exists();
    }

    @Test
    void forgetsWhatCouldNotBeMade() throws Exception {
        assertThatThrownBy(
                        () ->
                                spool.acquire(
                                        "a",
                                        out -> {
                                            out.write(FORTY);
                                            throw QueryFailure.user("HIVE_BAD_DATA", "x");
                                        }))
                .hasMessage("HIVE_BAD_DATA: x");
        assertThat(spool.bytes()).isZero();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
        assertThat(acquire("a")).exists();
    }

    @Test
    void makesOnceWhatManyNeed() throws Exception {
        AtomicInteger made = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Path>> paths = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                paths.add(
                        threads.submit(
                                () ->
                                        spool.acquire(
                                                "a",
                                                out -> {
                                                    made.incrementAndGet();
                                                    out.write(FORTY);
                                                })));
            }
            for (Future<Path> path : paths) {
                assertThat(path.get()).hasSize(40);
            }
        }
        assertThat(made).hasValue(1);
    }
}
