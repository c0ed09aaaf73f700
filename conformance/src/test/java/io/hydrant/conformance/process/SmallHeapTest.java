package io.hydrant.conformance.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The launcher's 512 MiB of heap are enough for whatever clients do at once.
class SmallHeapTest {
    private static final int BATCHES = 64;
    private static final int SLOW_CONNECTIONS = 200;
    private static final int RECORD_BYTES = 1_000_000;
    private static final String SLOW_START =
            "POST / HTTP/1.1\r\n"
                + "Host: 127.0.0.1\r\n"
                + "Content-Length: 4000000\r\n"
                + "X-Amz-Target: Firehose_20150804.PutRecordBatch\r\n"
                + "Authorization: AWS4-HMAC-SHA256"
                + " Credential=test/20260101/us-east-1/firehose/aws4_request, SignedHeaders=host,"
                + " Signature=0\r\n\r\n"
                + "{";

    @TempDir Path folder;

    @Test
    void staysHealthyUnderLargeBatchesAtOnceAndSlowConnections() throws Exception {
        Launch launch = Launch.in(folder);
        List<Socket> slow = new ArrayList<>();
        try (ServerProcess server = ServerProcess.start(launch);
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            ServerLifeTest.create(server.endpoint(), "heavy");
            for (int i = 0; i < SLOW_CONNECTIONS; i++) {
                slow.add(slowConnection(launch.port(), i));
            }
            byte[] put =
                    PutBytes.signed(
                            launch.port(),
                            "heavy",
                            Collections.nCopies(4, "x".repeat(RECORD_BYTES)));
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < BATCHES; i++) {
                answers.add(clients.submit(() -> statusOf(put, launch.port())));
            }
            int taken = 0;
            for (Future<String> answer : answers) {
                assertThat(answer.get()).isIn("200", "500", "503");
                taken += answer.get().equals("200") ? 1 : 0;
            }
            assertThat(taken).isPositive();
            assertThat(server.isAlive()).as(server.standardError()).isTrue();
            assertThat(server.isHealthy()).isTrue();
            assertThat(statusOf(put, launch.port())).isEqualTo("200");
            assertThat(server.standardError()).doesNotContain("OutOfMemory");
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    /// Half of them stop within their headers, half within their bodies.
    private static Socket slowConnection(int port, int number) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        String start = number % 2 == 0 ? "POST / HT" : SLOW_START;
        socket.getOutputStream().write(start.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String statusOf(byte[] put, int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(put);
            String answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.split(" ")[1];
        }
    }
}
