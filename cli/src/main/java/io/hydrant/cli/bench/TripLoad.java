package io.hydrant.cli.bench;

import io.hydrant.cli.client.DeliveryStreams;
import io.hydrant.cli.client.RequestSigner;
import io.hydrant.cli.terminal.CommandFailed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/// Puts taxi trips, none of them twice: requests are made and signed as they are sent.
final class TripLoad {
    static final int BATCH_RECORDS = 500;

    private static final int CONNECTIONS = 4;

    private final RequestSigner signer;
    private final int port;
    private final String stream;
    private final Supplier<byte[]> records;

    /// @param records the next trip; for one thread at a time
    TripLoad(RequestSigner signer, int port, String stream, Supplier<byte[]> records) {
        this.signer = signer;
        this.port = port;
        this.stream = stream;
        this.records = records;
    }

    /// Puts the next trips; returns when the server has all of them.
    void put(int batchCount) {
        List<Callable<Void>> lanes = new ArrayList<>();
        for (int lane = 0; lane < CONNECTIONS; lane++) {
            int share = (batchCount + lane) / CONNECTIONS;
            lanes.add(() -> putBatches(share));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            for (Future<Void> lane : threads.invokeAll(lanes)) {
                lane.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted", e);
        } catch (ExecutionException e) {
            throw new CommandFailed("the load broke off: " + e.getCause().getMessage(), e);
        }
    }

    private Void putBatches(int count) throws IOException {
        try (Connection connection = Connection.open(port)) {
            for (int i = 0; i < count; i++) {
                byte[] input =
                        DeliveryStreams.batch(stream, nextBatch())
                                .toString()
                                .getBytes(StandardCharsets.UTF_8);
                Connection.Answer answer =
                        connection.exchange(
                                PreparedRequest.firehose(signer, port, "PutRecordBatch", input));
                if (!answer.accepted()) {
                    throw new IOException(
                            "HTTP %d for a batch of trips".formatted(answer.status()));
                }
            }
        }
        return null;
    }

    private synchronized List<byte[]> nextBatch() {
        List<byte[]> batch = new ArrayList<>(BATCH_RECORDS);
        for (int i = 0; i < BATCH_RECORDS; i++) {
            batch.add(records.get());
        }
        return batch;
    }
}
