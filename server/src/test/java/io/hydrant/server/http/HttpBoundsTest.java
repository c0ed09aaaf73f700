package io.hydrant.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.wire.http.HttpResponse;
import io.hydrant.wire.http.RoomClaim;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

class HttpBoundsTest {
    private static final int CONNECTION_ENDED = 0;
    private static final HttpLimits SHORT =
            new HttpLimits(
                    8 * 1024,
                    2,
                    Duration.ofSeconds(60),
                    Duration.ofMillis(200),
                    Duration.ofMillis(200),
                    1_000_000,
                    Duration.ofSeconds(20));

    private static CarrierUnderTest bounded() {
        return CarrierUnderTest.with(new EchoHandler(), SHORT, Optional.empty());
    }

    @Test
    void refusesHeadersThatAreTooLong() throws Exception {
        try (CarrierUnderTest server = CarrierUnderTest.with(new EchoHandler());
                RawClient client = server.connect()) {
            client.send("GET / HTTP/1.1\r\nHost: h\r\nX-Long: " + "x".repeat(9_000) + "\r\n\r\n");
            assertThat(client.untilClosed())
                    .startsWith("HTTP/1.1 431")
                    .doesNotContain("jetty", "Exception", "<html", "at org.");
        }
    }

    @Test
    void refusesHeadersThatAreTooLongOverHttp2() throws Exception {
        try (CarrierUnderTest server = CarrierUnderTest.with(new EchoHandler());
                HttpClient client = HttpClient.newBuilder().version(Version.HTTP_2).build()) {
            HttpRequest small = HttpRequest.newBuilder(server.uri("/")).build();
            assertThat(client.send(small, BodyHandlers.discarding()).version())
                    .isEqualTo(Version.HTTP_2);
            HttpRequest large =
                    HttpRequest.newBuilder(server.uri("/"))
                            .header("x-long", "x".repeat(9_000))
                            .build();
            assertThat(statusOrEnd(client, large)).isIn(431, CONNECTION_ENDED);
            assertThat(client.send(small, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
        }
    }

    /// A server may end an HTTP/2 connection right after the refusal, which then may not be read.
    private static int statusOrEnd(HttpClient client, HttpRequest request) throws Exception {
        try {
            return client.send(request, BodyHandlers.ofString()).statusCode();
        } catch (IOException _) {
            return CONNECTION_ENDED;
        }
    }

    @Test
    void closesAnIdleConnection() throws Exception {
        HttpLimits impatient =
                new HttpLimits(
                        8 * 1024,
                        10,
                        Duration.ofMillis(100),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(60),
                        1,
                        Duration.ofSeconds(20));
        try (CarrierUnderTest server =
                        CarrierUnderTest.with(new EchoHandler(), impatient, Optional.empty());
                RawClient client = server.connect()) {
            client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(client.response()).startsWith("HTTP/1.1 200");
            assertThat(client.untilClosed()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "GET\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: h\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nno colon here\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nContent-Length: ten\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nTransfer-Encoding:"
                        + " chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
                "GET /100% HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET /%zz/%u0041 HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET /%00 HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET no-slash HTTP/1.1\r\nHost: h\r\n\r\n",
                "\u0000\u0001\u0002\u0003\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nX: a\u0000b\r\n\r\n",
            })
    void answersWhatIsNoRequestShortly(String bytes) throws Exception {
        try (CarrierUnderTest server = CarrierUnderTest.with(new EchoHandler());
                RawClient client = server.connect()) {
            String response = client.send(bytes).untilClosed();
            assertThat(response)
                    .startsWith("HTTP/1.1 ")
                    .doesNotContain("jetty", "Jetty", "Exception", "<html", "at org.");
            assertThat(response.substring(9, 12)).isIn("400", "505");
            assertThat(response.length()).isLessThan(400);
        }
    }

    @Test
    void cutsABodyThatArrivesTooSlowly() throws Exception {
        try (CarrierUnderTest server = bounded();
                RawClient client = server.connect()) {
            client.send("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\nab");
            assertThat(client.untilClosed()).startsWith("HTTP/1.1 408");
        }
    }

    @Test
    void holdsNoPlatformThreadForBodiesThatTrickle() throws Exception {
        try (CarrierUnderTest server =
                CarrierUnderTest.with(
                        new EchoHandler(),
                        new HttpLimits(
                                8 * 1024,
                                1000,
                                Duration.ofSeconds(60),
                                Duration.ofSeconds(60),
                                Duration.ofSeconds(60),
                                1,
                                Duration.ofSeconds(1)),
                        Optional.empty())) {
            List<RawClient> clients = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                RawClient client = server.connect();
                client.send("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\na");
                clients.add(client);
            }
            for (RawClient client : clients) {
                client.send("b");
            }
            long platformThreads =
                    Thread.getAllStackTraces().keySet().stream()
                            .filter(thread -> thread.getName().startsWith("http"))
                            .count();
            assertThat(platformThreads).as("of 300 bodies").isLessThan(100);
            for (RawClient client : clients) {
                assertThat(client.send("c").response()).contains("3 bytes");
                client.close();
            }
        }
    }

    @Test
    void closesAConnectionWhoseHeadersNeverEnd() throws Exception {
        try (CarrierUnderTest server = bounded();
                RawClient client = server.connect()) {
            client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(client.response()).startsWith("HTTP/1.1 200");
            client.send("GET / HTTP/1.1\r\nHo");
            assertThat(client.untilClosed()).isEmpty();
        }
    }

    @Test
    void saysThatTooManyConnectionsAreOpen() throws Exception {
        try (CarrierUnderTest server = bounded();
                RawClient first = server.connect();
                RawClient second = server.connect()) {
            String get = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
            assertThat(first.send(get).response()).startsWith("HTTP/1.1 200");
            assertThat(second.send(get).response()).startsWith("HTTP/1.1 200");
            try (RawClient third = server.connect()) {
                assertThat(third.send(get).untilClosed()).startsWith("HTTP/1.1 503");
            }
            assertThat(first.send(get).response()).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void closesConnectionsFarBeyondTheBoundAtOnce() throws Exception {
        try (CarrierUnderTest server = bounded()) {
            List<Socket> sockets = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                sockets.add(new Socket("127.0.0.1", server.port()));
            }
            try (Socket fifth = new Socket("127.0.0.1", server.port())) {
                fifth.setSoTimeout(20_000);
                assertThat(endOf(fifth)).isTrue();
            }
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void finishesOpenRequestsBeforeItStops() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        RequestHandler echo = new EchoHandler();
        CarrierUnderTest server =
                CarrierUnderTest.with(
                        (request, id) -> {
                            begun.countDown();
                            return echo.handle(request, id);
                        });
        try (RawClient client = server.connect()) {
            client.send("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\na");
            begun.await();
            int port = server.port();
            Thread stopping = Thread.ofVirtual().start(server::close);
            assertThatPortCloses(port);
            assertThat(client.send("b").response()).startsWith("HTTP/1.1 200").contains("2 bytes");
            stopping.join();
        }
    }

    @Test
    void cutsOffWhatDoesNotFinishInTime() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        HttpLimits impatient =
                new HttpLimits(
                        8 * 1024,
                        10,
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(60),
                        1,
                        Duration.ofMillis(100));
        CarrierUnderTest server =
                CarrierUnderTest.with(
                        (_, _) -> {
                            begun.countDown();
                            return HttpResponse.empty(200);
                        },
                        impatient,
                        Optional.empty());
        try (RawClient client = server.connect()) {
            client.send("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\na");
            begun.await();
            server.close();
            assertThat(client.untilClosed()).contains("200");
        }
    }

    @Test
    void budgetRefusesBodiesBeyondItAndTakesThemBackWhenClosed() throws Exception {
        BodyBudget budget = new BodyBudget(8192, Duration.ofMillis(1));
        InputStream first = budget.charge(new ByteArrayInputStream(new byte[5000]));
        assertThat(first.readAllBytes()).hasSize(5000);
        assertThat(budget.heldBytes()).isEqualTo(8192);
        InputStream second = budget.charge(new ByteArrayInputStream(new byte[10]));
        assertThatThrownBy(second::readAllBytes)
                .isInstanceOf(BodyFailure.OverBudget.class)
                .hasMessageContaining("8192");
        first.close();
        first.close();
        second.close();
        assertThat(budget.heldBytes()).isZero();
        InputStream third = budget.charge(new ByteArrayInputStream(new byte[8192]));
        assertThat(third.readAllBytes()).hasSize(8192);
    }

    @Test
    void budgetMakesReadersWaitForEachOther() throws Exception {
        BodyBudget budget = new BodyBudget(4096, Duration.ofSeconds(20));
        InputStream first = budget.charge(new ByteArrayInputStream(new byte[4096]));
        first.readAllBytes();
        Thread refund =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        first.close();
                                    } catch (IOException e) {
                                        throw new IllegalStateException(e);
                                    }
                                });
        InputStream second = budget.charge(new ByteArrayInputStream(new byte[10]));
        assertThat(second.readAllBytes()).hasSize(10);
        refund.join();
    }

    @Test
    void budgetHoldsAllOfALargeBodyFromTheMomentItsReaderClaimsIt() throws Exception {
        BodyBudget budget = new BodyBudget(1 << 20, Duration.ofMillis(1));
        InputStream first = budget.charge(new ByteArrayInputStream(new byte[700_000]));
        ((RoomClaim) first).claimRoom(700_000);
        assertThat(budget.heldBytes()).isBetween(700_000L, 704_512L);
        InputStream second = budget.charge(new ByteArrayInputStream(new byte[700_000]));
        assertThatThrownBy(() -> ((RoomClaim) second).claimRoom(700_000))
                .isInstanceOf(BodyFailure.OverBudget.class);
        assertThat(first.readAllBytes()).hasSize(700_000);
        assertThat(budget.heldBytes()).isBetween(700_000L, 704_512L);
        first.close();
        second.close();
        assertThat(budget.heldBytes()).isZero();
    }

    @Test
    void refusesBoundsThatCannotBeMeant() {
        assertThatThrownBy(
                        () ->
                                new HttpLimits(
                                        1024,
                                        0,
                                        Duration.ofSeconds(1),
                                        Duration.ofSeconds(1),
                                        Duration.ofSeconds(1),
                                        1,
                                        Duration.ofSeconds(1)))
                .isInstanceOf(InvalidArgument.class)
                .hasMessage("connectionCountMax must be at least 1 but was 0");
    }

    private static boolean endOf(Socket socket) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write('G');
            return socket.getInputStream().read() < 0;
        } catch (IOException _) {
            return true; // reset: also an end
        }
    }

    private static void assertThatPortCloses(int port) throws InterruptedException {
        while (true) {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                assertThat(socket.isConnected()).isTrue();
                Thread.onSpinWait();
            } catch (IOException _) {
                return;
            }
        }
    }
}
