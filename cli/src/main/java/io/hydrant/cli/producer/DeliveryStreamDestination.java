package io.hydrant.cli.producer;

import io.hydrant.cli.client.WireClient;
import io.hydrant.cli.client.WireFailure;

import java.util.List;

/// A delivery stream: batches go by `PutRecordBatch`. Keys are left out; it has none.
///
/// Source: Firehose API Reference, PutRecordBatch.
public final class DeliveryStreamDestination implements RecordDestination {
    private static final BatchLimits LIMITS = new BatchLimits(500, 4 << 20, 1_000 << 10);
    private static final String SERVICE = "firehose";
    private static final String PUT_RECORD_BATCH = "Firehose_20150804.PutRecordBatch";
    private static final int RECORD_OVERHEAD_BYTES = 16;

    private final WireClient wire;
    private final String stream;
    private final PersistentPut put;

    public DeliveryStreamDestination(WireClient wire, Resending resending, String stream) {
        this.wire = wire;
        this.stream = stream;
        this.put = new PersistentPut(name(), resending, this::putOnce);
    }

    @Override
    public String name() {
        return "delivery stream " + stream;
    }

    @Override
    public BatchLimits limits() {
        return LIMITS;
    }

    @Override
    public Sent send(List<OutgoingRecord> batch) throws InterruptedException {
        PersistentPut.Outcome outcome = put.put(batch);
        long bytes = batch.stream().mapToLong(item -> item.data().length).sum();
        return new Sent(batch.size(), bytes, outcome.resentCount());
    }

    /// The input of `PutRecordBatch`.
    static byte[] body(String stream, List<OutgoingRecord> batch) {
        int sizeExpected = 64 + stream.length();
        for (OutgoingRecord item : batch) {
            sizeExpected += RECORD_OVERHEAD_BYTES + JsonBytes.blobBytes(item.data().length);
        }
        JsonBytes body = new JsonBytes(sizeExpected);
        body.ascii("{\"DeliveryStreamName\":").string(stream).ascii(",\"Records\":[");
        String separator = "{\"Data\":";
        for (OutgoingRecord item : batch) {
            body.ascii(separator).blob(item.data());
            separator = "},{\"Data\":";
        }
        return body.ascii(batch.isEmpty() ? "]}" : "}]}").toBytes();
    }

    private PutAnswer putOnce(List<OutgoingRecord> batch) {
        try {
            byte[] answer = wire.call(SERVICE, PUT_RECORD_BATCH, body(stream, batch));
            return PutAnswer.parse(answer, "RequestResponses", batch.size());
        } catch (WireFailure failure) {
            throw explained(failure);
        }
    }

    private WireFailure explained(WireFailure failure) {
        if (!failure.code().equals("ResourceNotFoundException")) {
            return failure;
        }
        return new WireFailure(
                failure.code(),
                ("no delivery stream named %s; create it with `aws firehose create-delivery-stream"
                     + " --delivery-stream-name %s --extended-s3-destination-configuration"
                     + " RoleARN=arn:aws:iam::000000000000:role/delivery,BucketARN=arn:aws:s3:::BUCKET"
                     + " --endpoint-url %s`")
                        .formatted(stream, stream, wire.endpoint()),
                failure.status());
    }
}
