package io.hydrant.cli.bench;

import io.hydrant.cli.client.DeliveryStreams;
import io.hydrant.cli.client.RequestSigner;
import io.hydrant.cli.terminal.CommandFailed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Puts batches over a number of connections, as fast as the server answers.
final class PutLoad {
    static final int BATCH_RECORDS = 500;
    static final int RECORD_BYTES = 1024;
    static final long BATCH_BYTES = (long) BATCH_RECORDS * RECORD_BYTES;

    /// So many different bodies that no cache holds them, so few that signing them is quick.
    private static final int BODIES = 16;

    private final int port;
    private final List<PreparedRequest> requests;

    private PutLoad(int port, List<PreparedRequest> requests) {
        this.port = port;
        this.requests = requests;
    }

    /// Sends one request again and again, whose answers must be good.
    static PutLoad of(int port, PreparedRequest request) {
        return new PutLoad(port, List.of(request));
    }

    /// Signs the requests.
    static PutLoad prepare(RequestSigner signer, int port, String stream) {
        return prepare(
                port,
                (records, _) -> {
                    byte[] input =
                            DeliveryStreams.batch(stream, records)
                                    .toString()
                                    .getBytes(StandardCharsets.UTF_8);
                    return PreparedRequest.firehose(signer, port, "PutRecordBatch", input);
                });
    }

    /// Signs requests to a data stream.
    static PutLoad prepare(StreamRequests requests, int port) {
        return prepare(port, requests::putRecords);
    }

    private static PutLoad prepare(int port, Preparing preparing) {
        Random random = new Random(42);
        List<PreparedRequest> requests = new ArrayList<>();
        for (int body = 0; body < BODIES; body++) {
            List<byte[]> records = new ArrayList<>();
            for (int record = 0; record < BATCH_RECORDS; record++) {
                records.add(jsonLine(random));
            }
            requests.add(preparing.request(records, random));
        }
        return new PutLoad(port, requests);
    }

    /// Makes a request of records.
    private interface Preparing {
        PreparedRequest request(List<byte[]> records, Random random);
    }

    /// Puts for a time.
    Outcome runFor(Duration time, int connections) {
        long end = System.nanoTime() + time.toNanos();
        return run(connections, (_, _) -> System.nanoTime() < end);
    }

    /// Puts a number of batches.
    Outcome runBatches(int batches, int connections) {
        return run(connections, (lane, done) -> lane + (long) done * connections < batches);
    }

    private Outcome run(int connections, GoOn goOn) {
        List<Callable<long[]>> lanes = new ArrayList<>();
        for (int lane = 0; lane < connections; lane++) {
            int number = lane;
            lanes.add(() -> put(number, goOn));
        }
        long start = System.nanoTime();
        List<long[]> latencies = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            for (Future<long[]> lane : threads.invokeAll(lanes)) {
                latencies.add(lane.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted", e);
        } catch (ExecutionException e) {
            throw new CommandFailed("the load broke off: " + e.getCause().getMessage(), e);
        }
        long[] sorted = latencies.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        return new Outcome(sorted, Duration.ofNanos(System.nanoTime() - start));
    }

    private long[] put(int lane, GoOn goOn) throws IOException {
        long[] latencies = new long[1024];
        int done = 0;
        try (Connection connection = Connection.open(port)) {
            while (goOn.goOn(lane, done)) {
                PreparedRequest request = requests.get((lane + done) % requests.size());
                long start = System.nanoTime();
                Connection.Answer answer = connection.exchange(request);
                if (!answer.accepted()) {
                    throw new IOException("HTTP " + answer.status() + " " + shorten(answer.body()));
                }
                if (done == latencies.length) {
                    latencies = Arrays.copyOf(latencies, done * 2);
                }
                latencies[done++] = System.nanoTime() - start;
            }
        }
        return Arrays.copyOf(latencies, done);
    }

    private static String shorten(String body) {
        return body.substring(0, Math.min(200, body.length()));
    }

    /// A line of JSON of just the right length: readable text, neither all alike nor all random.
    static byte[] jsonLine(Random random) {
        StringBuilder line = new StringBuilder(RECORD_BYTES);
        line.append("{\"id\":").append(random.nextLong());
        for (int field = 0; line.length() < RECORD_BYTES - 60; field++) {
            line.append(",\"field_")
                    .append(field)
                    .append("\":\"")
                    .append(Integer.toHexString(random.nextInt()))
                    .append('"');
        }
        line.append(",\"fill\":\"");
        line.append("x".repeat(RECORD_BYTES - line.length() - 3)).append("\"}\n");
        return line.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /// Whether a connection sends one more.
    private interface GoOn {
        boolean goOn(int lane, int done);
    }

    /// @param latencyNanos of every request, sorted
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Outcome(long[] latencyNanos, Duration wall) {
        long recordBytes() {
            return latencyNanos.length * BATCH_BYTES;
        }

        double requestsPerSecond() {
            return latencyNanos.length / (wall.toNanos() / 1e9);
        }

        /// @param share 0.5 for the median
        double latencyMillis(double share) {
            if (latencyNanos.length == 0) {
                return 0;
            }
            int place =
                    (int) Math.min(latencyNanos.length - 1L, (long) (latencyNanos.length * share));
            return latencyNanos[place] / 1e6;
        }
    }
}
