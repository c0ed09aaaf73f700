package io.hydrant.functions.runtime.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrant.functions.runtime.Payload;
import io.hydrant.functions.runtime.endpoint.RuntimeAnswer.Answered;
import io.hydrant.functions.runtime.endpoint.RuntimeAnswer.Failed;
import io.hydrant.functions.runtime.endpoint.RuntimeAnswer.TooLarge;
import io.hydrant.functions.runtime.endpoint.RuntimeSession.State;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The Runtime API on the wire.
class RuntimeEndpointTest {
    private static final String NEXT = "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\n\r\n";
    private static final Duration LONG = Duration.ofSeconds(20);

    private RuntimeEndpoint endpoint;
    private Client client;

    @BeforeEach
    void open() throws Exception {
        endpoint = RuntimeEndpoint.open();
        client = new Client(endpoint);
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        endpoint.close();
    }

    @Test
    void givesWorkWithItsHeaders() throws Exception {
        client.send(NEXT);
        handOver("id-1");
        assertThat(client.receive())
                .isEqualTo(
                        """
                        HTTP/1.1 200 OK
                        Content-Type: application/json
                        Lambda-Runtime-Aws-Request-Id: id-1
                        Lambda-Runtime-Deadline-Ms: 1767225600000
                        Lambda-Runtime-Invoked-Function-Arn: arn:f
                        Lambda-Runtime-Trace-Id: Root=1
                        Lambda-Runtime-Client-Context: {"custom":{}}
                        Content-Length: 7

                        {"a":1}\
                        """);
    }

    @Test
    void takesAnAnswerAndGivesTheNextWork() throws Exception {
        take("id-1");
        client.send(post("invocation/id-1/response", "", "[1]"));
        assertThat(client.receive()).startsWith("HTTP/1.1 202 ").endsWith("{\"status\":\"OK\"}\n");
        assertThat(((Answered) answer()).payload().toBytes()).isEqualTo("[1]".getBytes(UTF_8));
        take("id-2");
        assertThat(endpoint.session().takeAnswer()).isEmpty();
    }

    @Test
    void anAnswerIsNotThatOfWorkWhichWasNotGivenOut() throws Exception {
        take("id-1");
        client.send(post("invocation/id-1/response", "", "[1]"));
        assertThat(client.receive()).startsWith("HTTP/1.1 202 ");
        assertThat(endpoint.session().takeAnswer()).isPresent();
        client.send(NEXT);
        endpoint.session().awaitOtherThan(State.ANSWERED, LONG);
        endpoint.session().close();
        assertThat(endpoint.session().handOver(work("id-2", Payload.Lender.NONE))).isFalse();
        assertThat(endpoint.session().takeAnswer()).isEmpty();
    }

    @Test
    void readsALargeAnswerIntoTheArrayThatIsLentForIt() throws Exception {
        ScriptedLender lender = new ScriptedLender();
        take("id-1", lender);
        String body = "x".repeat(300_000);
        client.send(post("invocation/id-1/response", "", body));
        assertThat(client.receive()).startsWith("HTTP/1.1 202 ");
        Payload answer = ((Answered) answer()).payload();
        assertThat(lender.sent).isTrue();
        assertThat(answer.array()).isSameAs(lender.array);
        assertThat(answer.toBytes()).asString(UTF_8).isEqualTo(body);
    }

    @Test
    void lendsAnArrayToOneRequestOnly() throws Exception {
        ScriptedLender lender = new ScriptedLender();
        take("id-1", lender);
        String body = "x".repeat(300_000);
        client.send(post("invocation/id-0/response", "", "y".repeat(300_000)));
        assertThat(client.receive()).startsWith("HTTP/1.1 400 ");
        client.send(post("invocation/id-1/response", "", body));
        assertThat(client.receive()).startsWith("HTTP/1.1 202 ");
        Payload answer = ((Answered) answer()).payload();
        assertThat(answer.array()).isNotSameAs(lender.array);
        assertThat(answer.toBytes()).asString(UTF_8).isEqualTo(body);
    }

    @Test
    void aFailureInALentArrayHasItsOwnLength() throws Exception {
        take("id-1", new ScriptedLender());
        String body = "{\"errorType\":\"" + "x".repeat(300_000) + "\"}";
        client.send(post("invocation/id-1/error", "", body));
        assertThat(client.receive()).startsWith("HTTP/1.1 202 ");
        assertThat(((Failed) answer()).payload()).asString(UTF_8).isEqualTo(body);
    }

    @Test
    void takesChunksWithTrailersAsALateFailure() throws Exception {
        take("id-1");
        client.send(
                "POST /2018-06-01/runtime/invocation/id-1/response HTTP/1.1\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n"
                        + "3;x=y\r\n{\"a\r\nA\r\n\":\"bbbbb\"}\r\n0\r\n"
                        + "Lambda-Runtime-Function-Error-Type: Late\r\n\r\n");
        assertThat(client.receive()).startsWith("HTTP/1.1 202 ");
        Failed failed = (Failed) answer();
        assertThat(failed.type()).isEqualTo("Late");
        assertThat(failed.payload()).isEqualTo("{\"a\":\"bbbbb\"}".getBytes(UTF_8));
    }

    @Test
    void tellsAClientThatAsksToContinue() throws Exception {
        take("id-1");
        client.send(
                "POST /2018-06-01/runtime/invocation/id-1/response HTTP/1.1\r\n"
                        + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");
        assertThat(client.receive()).isEqualTo("HTTP/1.1 100 Continue\n\n");
        client.send("{}");
        assertThat(client.receive()).startsWith("HTTP/1.1 202 ");
    }

    @Test
    void takesAFailureAsItWasSent() throws Exception {
        take("id-1");
        client.send(
                post(
                        "invocation/id-1/error",
                        "Lambda-Runtime-Function-Error-Type: Shop.Closed\r\n",
                        "{\"x\":1}"));
        assertThat(client.receive()).startsWith("HTTP/1.1 202 ");
        assertThat(((Failed) answer()).type()).isEqualTo("Shop.Closed");
    }

    @Test
    void namesAFailureByItsDescriptionWhereNoHeaderDoes() throws Exception {
        take("id-1");
        client.send(post("invocation/id-1/error", "", "{\"errorType\":\"Shop.Closed\"}"));
        assertThat(client.receive()).startsWith("HTTP/1.1 202 ");
        assertThat(((Failed) answer()).type()).isEqualTo("Shop.Closed");
        take("id-2");
        client.send(post("invocation/id-2/error", "", "garbage"));
        assertThat(client.receive()).startsWith("HTTP/1.1 202 ");
        assertThat(((Failed) answer()).type()).isEqualTo("Unhandled");
    }

    @Test
    void takesAFailureOfTheStart() throws Exception {
        client.send(post("init/error", "", "{}"));
        assertThat(client.receive()).startsWith("HTTP/1.1 202 ");
        assertThat(endpoint.session().state()).isEqualTo(State.FAILED);
        client.send(NEXT);
        assertThat(client.receive())
                .startsWith("HTTP/1.1 403 ")
                .endsWith(
                        "{\"errorMessage\":\"State transition from FAILED to READY failed for"
                                + " runtime. Error: State transition is not allowed\","
                                + "\"errorType\":\"InvalidStateTransition\"}\n");
    }

    @Test
    void refusesWhatIsOutOfOrder() throws Exception {
        String response = post("invocation/id-1/response", "", "1");
        client.send(response);
        assertThat(client.receive()).startsWith("HTTP/1.1 403 ");
        take("id-1");
        client.send(post("init/error", "", "{}"));
        assertThat(client.receive()).startsWith("HTTP/1.1 403 ");
        client.send(NEXT);
        assertThat(client.receive()).startsWith("HTTP/1.1 403 ");
        client.send(response);
        assertThat(client.receive()).startsWith("HTTP/1.1 202 ");
        client.send(response);
        assertThat(client.receive()).startsWith("HTTP/1.1 403 ");
    }

    @Test
    void refusesAnAnswerToWhatWasNotAsked() throws Exception {
        take("id-1");
        client.send(post("invocation/id-2/response", "", "1"));
        assertThat(client.receive())
                .startsWith("HTTP/1.1 400 ")
                .endsWith(
                        "{\"errorMessage\":\"Invalid request ID\","
                                + "\"errorType\":\"InvalidRequestID\"}\n");
    }

    @Test
    void refusesAnAnswerAboveTheLimitAndStaysUsable() throws Exception {
        take("id-1");
        client.send(post("invocation/id-1/response", "", "x".repeat(9_000_000)));
        assertThat(client.receive())
                .startsWith("HTTP/1.1 413 ")
                .endsWith(
                        "{\"errorMessage\":\"Exceeded maximum allowed payload size (6291556"
                                + " bytes).\",\"errorType\":\"RequestEntityTooLarge\"}\n");
        assertThat(answer()).isInstanceOf(TooLarge.class);
        take("id-2");
    }

    @Test
    void refusesABodyThatEndsEarly() throws Exception {
        take("id-1");
        client.send(
                "POST /2018-06-01/runtime/invocation/id-1/response HTTP/1.1\r\n"
                        + "Content-Length: 10\r\n\r\n[1]");
        client.endOutput();
        assertThat(client.receive())
                .startsWith("HTTP/1.1 400 ")
                .contains("\"errorType\":\"TruncatedHTTPRequest\"");
        assertThat(endpoint.session().state()).isEqualTo(State.BUSY);
    }

    @Test
    void refusesUnknownCalls() throws Exception {
        client.send("GET /2018-06-01/runtime/restore/next HTTP/1.1\r\n\r\n");
        assertThat(client.receive()).startsWith("HTTP/1.1 404 ");
        client.send("GET / HTTP/1.1\r\n\r\n");
        assertThat(client.receive()).startsWith("HTTP/1.1 404 ");
    }

    @Test
    void givesWorkToWhoAskedLast() throws Exception {
        client.send(NEXT);
        endpoint.session().awaitOtherThan(State.STARTING, LONG);
        try (Client second = new Client(endpoint)) {
            second.send(NEXT);
            assertThat(client.receive()).isEmpty();
            handOver("id-1");
            assertThat(second.receive()).contains("Request-Id: id-1");
        }
    }

    @Test
    void breaksConnectionsWhenItCloses() throws Exception {
        client.send(NEXT);
        endpoint.session().awaitOtherThan(State.STARTING, LONG);
        endpoint.close();
        assertThat(client.receive()).isEmpty();
    }

    private void take(String id) throws Exception {
        take(id, Payload.Lender.NONE);
    }

    private void take(String id, Payload.Lender lender) throws Exception {
        State before = endpoint.session().state();
        client.send(NEXT);
        endpoint.session().awaitOtherThan(before, LONG);
        assertThat(endpoint.session().handOver(work(id, lender))).isTrue();
        assertThat(client.receive()).contains("Request-Id: " + id);
    }

    private void handOver(String id) throws InterruptedException {
        endpoint.session().awaitOtherThan(State.STARTING, LONG);
        assertThat(endpoint.session().handOver(work(id, Payload.Lender.NONE))).isTrue();
    }

    private static Work work(String id, Payload.Lender lender) {
        byte[] event = "{\"a\":1}, which is all".getBytes(UTF_8);
        return new Work(
                id,
                new Payload(event, "{\"a\":1}".length(), lender),
                Instant.parse("2026-01-01T00:00:00Z"),
                "arn:f",
                "Root=1",
                Optional.of("{\"custom\":{}}"));
    }

    private RuntimeAnswer answer() {
        return endpoint.session().takeAnswer().orElseThrow();
    }

    private static String post(String path, String headers, String body) {
        return "POST /2018-06-01/runtime/"
                + path
                + " HTTP/1.1\r\n"
                + headers
                + "Content-Length: "
                + body.length()
                + "\r\n\r\n"
                + body;
    }

    /// Lends an array that is longer than what is asked for.
    private static final class ScriptedLender implements Payload.Lender {
        volatile byte[] array = {};
        volatile boolean sent;

        @Override
        public Optional<byte[]> arrayForAnswer(int bytes) {
            array = new byte[bytes + 10];
            return Optional.of(array);
        }

        @Override
        public void eventIsSent() {
            sent = true;
        }
    }

    /// A connection whose every byte the test chooses.
    private static final class Client implements AutoCloseable {
        private final Socket socket;
        private final OutputStream out;
        private final BufferedReader in;

        Client(RuntimeEndpoint endpoint) throws IOException {
            String[] address = endpoint.address().split(":");
            socket = new Socket(address[0], Integer.parseInt(address[1]));
            out = socket.getOutputStream();
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
        }

        void send(String request) throws IOException {
            out.write(request.getBytes(ISO_8859_1));
            out.flush();
        }

        void endOutput() throws IOException {
            socket.shutdownOutput();
        }

        /// One answer with line ends as `\n`; empty when the connection was closed.
        String receive() throws IOException {
            StringBuilder answer = new StringBuilder();
            int length = 0;
            String line = in.readLine();
            while (line != null && !line.isEmpty()) {
                answer.append(line).append('\n');
                if (line.startsWith("Content-Length: ")) {
                    length = Integer.parseInt(line.substring("Content-Length: ".length()));
                }
                line = in.readLine();
            }
            if (line == null) {
                return "";
            }
            answer.append('\n');
            for (int i = 0; i < length; i++) {
                answer.append((char) in.read());
            }
            return answer.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
