package io.hydrant.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.hydrant.cli.client.Credentials;
import io.hydrant.cli.client.RequestSigner;
import io.hydrant.cli.client.WireClient;
import io.hydrant.cli.terminal.Progress;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class MappingWatchTest {
    private final List<Long> reached = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Progress progress =
            new Progress() {
                @Override
                public void reach(long done) {
                    reached.add(done);
                }

                @Override
                public void note(String text) {
                    notes.add(text);
                }

                @Override
                public void close() {}
            };
    private HttpServer http;
    private WireClient wire;

    /// What the server tells at each look: records invoked, failed, passed on; the last one stays.
    private final List<long[]> course = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", this::answer);
        http.start();
        wire =
                new WireClient(
                        URI.create("http://127.0.0.1:" + http.getAddress().getPort()),
                        new RequestSigner(
                                InstantSource.system(),
                                new Credentials("test", "test", ""),
                                "us-east-1"),
                        Optional.empty());
    }

    @AfterEach
    void stop() {
        wire.close();
        http.stop(0);
    }

    @Test
    void waitsUntilTheFunctionHadAllAndTheDeliveryStreamTookWhatItPassedOn() {
        course.add(new long[] {0, 0, 0});
        course.add(new long[] {6, 0, 3});
        course.add(new long[] {10, 0, 3});
        course.add(new long[] {10, 0, 8});

        MappingWatch.Standing end = watch().awaitAll(10, 8, progress);

        assertThat(end).isEqualTo(new MappingWatch.Standing(10, 10, 0, 8, "OK"));
        assertThat(reached).containsExactly(0L, 6L, 10L, 10L);
        assertThat(notes).isEmpty();
    }

    @Test
    void recordsOfTriesThatFailedAreNotHandled() {
        course.add(new long[] {10, 10, 0});
        course.add(new long[] {20, 10, 8});

        watch().awaitAll(10, 8, progress);

        assertThat(reached).containsExactly(0L, 10L);
        assertThat(notes).containsExactly("OK");
    }

    @Test
    void saysHowFarItCameWhenNothingMovesAnyMore() {
        course.add(new long[] {10, 4, 5});

        assertThatThrownBy(() -> watch().awaitAll(10, 8, progress))
                .hasMessage(
                        "nothing has moved for a minute: of 10 events 10 were read and 6 handled"
                                + " by the function, of 8 trips 5 are in nyc-taxi-trips; its last"
                                + " result: OK");
    }

    @Test
    void aBatchThatIsTriedAgainAndAgainIsNoHeadway() {
        for (int tries = 0; tries < 700; tries++) {
            course.add(new long[] {100 * (tries + 1), 100 * tries, 0});
            course.add(new long[] {100 * (tries + 1), 100 * (tries + 1), 0});
        }

        assertThatThrownBy(() -> watch().awaitAll(200, 8, progress))
                .hasMessageStartingWith("nothing has moved for a minute: of 200 events 10 were");
        assertThat(reached).containsOnly(100L);
    }

    private MappingWatch watch() {
        return new MappingWatch(wire, _ -> {}, "m");
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        long[] now = course.getFirst();
        String path = exchange.getRequestURI().getPath();
        String text;
        if (path.endsWith("/metrics")) {
            text =
                    """
                    hydrant_mapping_polled_records_total{mapping="m"} 10
                    hydrant_mapping_invoked_records_total{mapping="m"} %d
                    hydrant_mapping_failed_records_total{mapping="m"} %d
                    """
                            .formatted(now[0], now[1]);
        } else if (path.endsWith("/status")) {
            text = "{\"totals\":{\"recordsIn\":%d}}".formatted(now[2]);
        } else {
            text = "{\"UUID\":\"m\",\"State\":\"Enabled\",\"LastProcessingResult\":\"OK\"}";
            if (course.size() > 1) {
                course.removeFirst(); // the last question of a look
            }
        }
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
