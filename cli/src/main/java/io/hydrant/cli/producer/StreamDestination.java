package io.hydrant.cli.producer;

import io.hydrant.cli.client.WireClient;
import io.hydrant.cli.client.WireFailure;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// A data stream: batches go by `PutRecords`.
///
/// The limits are those that AWS's own producers keep; a record must also have room for a partition
/// key of 256 bytes.
///
/// Source: Kinesis Data Streams API Reference, PutRecords.
public final class StreamDestination implements RecordDestination {
    static final int KEY_BYTES_MAX = 256;
    private static final int MEBIBYTE = 1 << 20;
    private static final BatchLimits LIMITS =
            new BatchLimits(500, 5 * MEBIBYTE, MEBIBYTE - KEY_BYTES_MAX);
    private static final String SERVICE = "kinesis";
    private static final String PUT_RECORDS = "Kinesis_20131202.PutRecords";
    private static final int RECORD_OVERHEAD_BYTES = 120;

    private final WireClient wire;
    private final String stream;
    private final PersistentPut put;

    public StreamDestination(WireClient wire, Resending resending, String stream) {
        this.wire = wire;
        this.stream = stream;
        this.put = new PersistentPut(name(), resending, this::putOnce);
    }

    @Override
    public String name() {
        return "stream " + stream;
    }

    @Override
    public BatchLimits limits() {
        return LIMITS;
    }

    @Override
    public Sent send(List<OutgoingRecord> batch) throws InterruptedException {
        PersistentPut.Outcome outcome = put.put(batch);
        return new Sent(batch.size(), bytes(batch), outcome.resentCount());
    }

    /// As [#send], but tells the shard of each record.
    PersistentPut.Outcome sendAndLocate(List<OutgoingRecord> batch) throws InterruptedException {
        return put.put(batch);
    }

    /// Data and partition keys.
    static long bytes(List<OutgoingRecord> batch) {
        long bytes = 0;
        for (OutgoingRecord item : batch) {
            bytes += bytes(item);
        }
        return bytes;
    }

    static int bytes(OutgoingRecord item) {
        return item.data().length + item.partitionKey().getBytes(StandardCharsets.UTF_8).length;
    }

    /// The input of `PutRecords`.
    static byte[] body(String stream, List<OutgoingRecord> batch) {
        int sizeExpected = 64 + stream.length();
        for (OutgoingRecord item : batch) {
            sizeExpected += RECORD_OVERHEAD_BYTES + JsonBytes.blobBytes(item.data().length);
        }
        JsonBytes body = new JsonBytes(sizeExpected);
        body.ascii("{\"StreamName\":").string(stream).ascii(",\"Records\":[");
        String separator = "{\"Data\":";
        for (OutgoingRecord item : batch) {
            body.ascii(separator).blob(item.data());
            body.ascii(",\"PartitionKey\":").string(item.partitionKey());
            item.explicitHashKey()
                    .ifPresent(key -> body.ascii(",\"ExplicitHashKey\":").string(key));
            separator = "},{\"Data\":";
        }
        return body.ascii(batch.isEmpty() ? "]}" : "}]}").toBytes();
    }

    private PutAnswer putOnce(List<OutgoingRecord> batch) {
        try {
            byte[] answer = wire.call(SERVICE, PUT_RECORDS, body(stream, batch));
            return PutAnswer.parse(answer, "Records", batch.size());
        } catch (WireFailure failure) {
            throw explained(wire, stream, failure);
        }
    }

    static WireFailure explained(WireClient wire, String stream, WireFailure failure) {
        if (!failure.code().equals("ResourceNotFoundException")) {
            return failure;
        }
        return new WireFailure(
                failure.code(),
                ("no stream named %s; create it with `aws kinesis create-stream --stream-name %s"
                                + " --shard-count 1 --endpoint-url %s`")
                        .formatted(stream, stream, wire.endpoint()),
                failure.status());
    }
}
