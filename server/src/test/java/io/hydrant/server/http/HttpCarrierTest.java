package io.hydrant.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.testkit.RecordedTelemetry;
import io.hydrant.wire.http.Headers;
import io.hydrant.wire.http.HttpResponse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

class HttpCarrierTest {
    @ParameterizedTest
    @EnumSource(
            value = Version.class,
            names = {"HTTP_1_1", "HTTP_2"})
    void answersBothVersionsOnOnePort(Version version) throws Exception {
        try (CarrierUnderTest server = CarrierUnderTest.with(new EchoHandler());
                HttpClient client = HttpClient.newBuilder().version(version).build()) {
            for (int i = 0; i < 3; i++) {
                HttpRequest request =
                        HttpRequest.newBuilder(server.uri("/a?b=c"))
                                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[700_000]))
                                .build();
                java.net.http.HttpResponse<String> response =
                        client.send(request, BodyHandlers.ofString());
                assertThat(response.body())
                        .isEqualTo(
                                "POST|/a|b=c|127.0.0.1:" + server.port() + "|plain|700000 bytes");
                assertThat(response.headers().firstValue("date")).isPresent();
                assertThat(response.headers().firstValue("server")).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/a/../b/./c",
                "//double//slash",
                "/a%2Fb%2f..%5c",
                "/%ff%c3",
                "/semi;colon=1;x/..;/y",
                "/a?x=%zz&y=a+b&z=%zz&/../",
                "/?",
                "/a+b%20c"
            })
    void handsTheTargetOverExactlyAsSent(String target) throws Exception {
        EchoHandler echo = new EchoHandler();
        try (CarrierUnderTest server = CarrierUnderTest.with(echo);
                RawClient client = server.connect()) {
            String response =
                    client.send("GET " + target + " HTTP/1.1\r\nHost: Some.Host:80\r\n\r\n")
                            .response();
            assertThat(response).startsWith("HTTP/1.1 200");
            io.hydrant.wire.http.HttpRequest seen = echo.next();
            String[] parts = target.split("\\?", 2);
            assertThat(seen.rawPath()).isEqualTo(parts[0]);
            assertThat(seen.rawQuery()).isEqualTo(parts.length == 2 ? parts[1] : "");
            assertThat(seen.headers().first("host")).contains("Some.Host:80");
        }
    }

    @Test
    void tellsTheClientToGoOnWhenTheBodyIsRead() throws Exception {
        try (CarrierUnderTest server = CarrierUnderTest.with(new EchoHandler());
                RawClient client = server.connect()) {
            client.send(
                    "PUT /k HTTP/1.1\r\n"
                            + "Host: h\r\n"
                            + "Content-Length: 5\r\n"
                            + "Expect: 100-continue\r\n\r\n");
            assertThat(client.head()).startsWith("HTTP/1.1 100 Continue");
            assertThat(client.send("hello").response()).contains("5 bytes");
        }
    }

    @Test
    void refusesWithoutAskingForTheBody() throws Exception {
        try (CarrierUnderTest server = CarrierUnderTest.with((_, _) -> HttpResponse.empty(403));
                RawClient client = server.connect()) {
            client.send(
                    "PUT /k HTTP/1.1\r\n"
                            + "Host: h\r\n"
                            + "Content-Length: 5\r\n"
                            + "Expect: 100-continue\r\n\r\n");
            assertThat(client.untilClosed())
                    .startsWith("HTTP/1.1 403")
                    .doesNotContain("100 Continue");
        }
    }

    @Test
    void letsAClientFinishSendingWhatWasRefused() throws Exception {
        try (CarrierUnderTest server = CarrierUnderTest.with((_, _) -> HttpResponse.empty(403));
                RawClient client = server.connect()) {
            client.send("PUT /k HTTP/1.1\r\nHost: h\r\nContent-Length: 4000000\r\n\r\n");
            client.send(new byte[4_000_000]);
            assertThat(client.response()).startsWith("HTTP/1.1 403");
            client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(client.response()).startsWith("HTTP/1.1 403");
        }
    }

    @Test
    void readsChunkedBodies() throws Exception {
        try (CarrierUnderTest server = CarrierUnderTest.with(new EchoHandler());
                RawClient client = server.connect()) {
            client.send("PUT /k HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
            client.send("3\r\nabc\r\n").send("4\r\ndefg\r\n").send("0\r\n\r\n");
            assertThat(client.response()).contains("7 bytes");
        }
    }

    @Test
    void flushReachesTheClientWhileTheResponseGoesOn() throws Exception {
        CountDownLatch clientHasFirst = new CountDownLatch(1);
        RequestHandler streaming =
                (_, _) ->
                        new HttpResponse(
                                200,
                                new Headers().add("content-type", "text/plain"),
                                new HttpResponse.Body.Stream(
                                        -1,
                                        out -> {
                                            out.write("first".getBytes(StandardCharsets.UTF_8));
                                            out.flush();
                                            await(clientHasFirst);
                                            out.write("second".getBytes(StandardCharsets.UTF_8));
                                        }));
        try (CarrierUnderTest server = CarrierUnderTest.with(streaming);
                RawClient client = server.connect()) {
            client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(client.head()).contains("200").containsIgnoringCase("chunked");
            assertThat(client.read(8)).asString().isEqualTo("5\r\nfirst");
            clientHasFirst.countDown();
            assertThat(client.read(18)).asString().isEqualTo("\r\n6\r\nsecond\r\n0\r\n\r\n");
        }
    }

    @Test
    void announcesALengthThatIsKnown() throws Exception {
        RequestHandler streaming =
                (_, _) ->
                        new HttpResponse(
                                200,
                                new Headers(),
                                new HttpResponse.Body.Stream(
                                        100_000, out -> out.write(new byte[100_000])));
        try (CarrierUnderTest server = CarrierUnderTest.with(streaming);
                RawClient client = server.connect()) {
            client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(client.head()).containsIgnoringCase("content-length: 100000");
            assertThat(client.read(100_000)).hasSize(100_000);
        }
    }

    @Test
    void answersHeadWithTheLengthAndWithoutTheBody() throws Exception {
        RequestHandler head =
                (request, _) ->
                        request.rawPath().equals("/bytes")
                                ? HttpResponse.of(200, "text/plain", new byte[42])
                                : new HttpResponse(
                                        200,
                                        new Headers().add("content-length", "42"),
                                        new HttpResponse.Body.Bytes(new byte[0]));
        try (CarrierUnderTest server = CarrierUnderTest.with(head);
                RawClient client = server.connect()) {
            for (String path : new String[] {"/bytes", "/announced"}) {
                client.send("HEAD " + path + " HTTP/1.1\r\nHost: h\r\n\r\n");
                assertThat(client.head())
                        .startsWith("HTTP/1.1 200")
                        .containsIgnoringCase("content-length: 42");
            }
        }
    }

    @Test
    void hidesADefectBehindTheRequestId() throws Exception {
        AtomicReference<String> id = new AtomicReference<>();
        RequestHandler failing =
                (_, requestId) -> {
                    id.set(requestId);
                    throw new IllegalStateException("secret detail");
                };
        try (CarrierUnderTest server = CarrierUnderTest.with(failing);
                RawClient client = server.connect()) {
            String response = client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n").response();
            assertThat(response)
                    .startsWith("HTTP/1.1 500")
                    .contains("InternalFailure", id.get())
                    .doesNotContain("secret", "Exception", "jetty");
            assertThat(server.telemetry().count("hydrant_http_failures_total")).isEqualTo(1);
        }
    }

    @Test
    void breaksAResponseOffThatCannotBeFinished() throws Exception {
        RequestHandler failing =
                (_, _) ->
                        new HttpResponse(
                                200,
                                new Headers(),
                                new HttpResponse.Body.Stream(
                                        1000,
                                        out -> {
                                            out.write(new byte[10]);
                                            out.flush();
                                            throw new IllegalStateException("secret detail");
                                        }));
        try (CarrierUnderTest server = CarrierUnderTest.with(failing);
                RawClient client = server.connect()) {
            String response = client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n").untilClosed();
            assertThat(response.split("\r\n\r\n", 2)[1]).hasSize(10);
        }
    }

    @Test
    void countsAResponseThatTheServerCannotFinishButNotAClientThatLeaves() throws Exception {
        CountDownLatch left = new CountDownLatch(1);
        RequestHandler streaming =
                (request, _) ->
                        new HttpResponse(
                                200,
                                new Headers(),
                                new HttpResponse.Body.Stream(
                                        -1,
                                        out -> {
                                            if (request.rawPath().equals("/disk")) {
                                                throw new IOException("disk error");
                                            }
                                            await(left);
                                            while (true) {
                                                out.write(new byte[100_000]);
                                            }
                                        }));
        RecordedTelemetry telemetry;
        try (CarrierUnderTest server = CarrierUnderTest.with(streaming);
                RawClient client = server.connect();
                RawClient leaving = server.connect()) {
            telemetry = server.telemetry();
            leaving.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n").abort();
            left.countDown();
            client.send("GET /disk HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(client.head()).startsWith("HTTP/1.1 500");
        } // waits for both
        assertThat(telemetry.count("hydrant_http_failures_total")).isEqualTo(1);
    }

    @Test
    void saysInOneSentenceThatThePortIsTaken() {
        try (CarrierUnderTest server = CarrierUnderTest.with(new EchoHandler())) {
            HttpSettings same =
                    new HttpSettings(
                            "127.0.0.1", server.port(), Optional.empty(), HttpLimits.DEFAULTS);
            assertThatThrownBy(() -> HttpCarrier.listen(same, new EchoHandler(), Telemetry.NONE))
                    .isInstanceOf(PortUnavailable.class)
                    .hasMessage(
                            "Port "
                                    + server.port()
                                    + " on 127.0.0.1 is in use by another program; choose another"
                                    + " with --port.");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
