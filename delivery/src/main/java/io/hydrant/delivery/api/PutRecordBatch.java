package io.hydrant.delivery.api;

import io.hydrant.streams.log.Frame;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.firehose.model.PutRecordBatchRequest;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponseEntry;
import software.amazon.awssdk.services.firehose.model.Record;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Takes up to 500 records and returns when all of them are durable; result `i` belongs to record
/// `i`.
///
/// A batch is kept whole or refused whole, so the answer never counts a failed record: a refused
/// batch is answered by `ServiceUnavailableException`, which every SDK retries by itself.
///
/// Source: Firehose API Reference, PutRecordBatch.
final class PutRecordBatch {
    private final RecordIntake intake;

    PutRecordBatch(RecordIntake intake) {
        this.intake = intake;
    }

    PutRecordBatchResponse answer(PutRecordBatchRequest request, ApiCall call) {
        Frame frame = frame(request.records());
        RecordIntake.Receipt receipt =
                intake.put(call.caller(), request.deliveryStreamName(), frame);
        List<PutRecordBatchResponseEntry> results = new ArrayList<>();
        for (int i = 0; i < request.records().size(); i++) {
            results.add(
                    PutRecordBatchResponseEntry.builder().recordId(receipt.recordId(i)).build());
        }
        return PutRecordBatchResponse.builder()
                .failedPutCount(0)
                .encrypted(receipt.encrypted())
                .requestResponses(results)
                .build();
    }

    private static Frame frame(List<Record> records) {
        int[] lengths =
                records.stream().mapToInt(r -> r.data().asByteArrayUnsafe().length).toArray();
        long sum = 0;
        for (int length : lengths) {
            sum += length;
        }
        RecordIntake.requireBatchFits(sum);
        ByteBuffer payload = ByteBuffer.allocate((int) sum);
        records.forEach(r -> payload.put(r.data().asByteArrayUnsafe()));
        return new Frame(ByteBuffer.allocate(0), lengths, payload.flip());
    }
}
