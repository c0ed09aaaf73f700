package io.hydrant.streams.api;

import io.hydrant.streams.shard.ConsumerRegistry;
import io.hydrant.streams.stream.AccountSettings;
import io.hydrant.streams.stream.DataStreams;
import io.hydrant.wire.json.Dialect;
import io.hydrant.wire.json.JsonService;
import io.hydrant.wire.json.Operation;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// All operations of the Kinesis Data Streams API, version 2013-12-02.
public final class KinesisApi {
    /// What stands before the dot in `X-Amz-Target`.
    public static final String TARGET_PREFIX = "Kinesis_20131202";

    /// Bounds the memory of a request: the largest legal put is 10 MiB, 14 MiB in Base64, and the
    /// names around 500 records.
    public static final int BODY_BYTES_MAX = 16 << 20;

    private final List<Operation> operations;

    /// @param others the operations on records and on consumers
    public KinesisApi(
            DataStreams streams,
            AccountSettings accounts,
            ConsumerRegistry consumers,
            InstantSource clock,
            List<Operation> others) {
        operations =
                new ArrayList<>(
                        new ControlOperations(streams, accounts, consumers, clock).operations());
        operations.addAll(others);
    }

    public JsonService service() {
        return new JsonService(TARGET_PREFIX, operations, KinesisErrors::toWire, BODY_BYTES_MAX)
                .in(Dialect.JSON_AND_CBOR);
    }
}
