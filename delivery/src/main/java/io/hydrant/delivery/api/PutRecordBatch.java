package io.hydrant.delivery.api;

import io.hydrant.streams.log.Frame;
import io.hydrant.wire.constraint.ServiceConstraints;
import io.hydrant.wire.json.ApiCall;
import io.hydrant.wire.json.Operation;

import software.amazon.awssdk.services.firehose.model.PutRecordBatchRequest;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponseEntry;
import software.amazon.awssdk.services.firehose.model.Record;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Takes up to 500 records and returns when all of them are durable; result `i` belongs to record
/// `i`.
///
/// A batch is kept whole or refused whole, so the answer never counts a failed record: a refused
/// batch is answered by `ServiceUnavailableException`, which every SDK retries by itself.
///
/// Source: Firehose API Reference, PutRecordBatch.
final class PutRecordBatch implements Operation {
    private final RecordIntake intake;
    private final PutScanner scanner;
    private final Operation general;

    PutRecordBatch(RecordIntake intake, PutScanner scanner, ServiceConstraints constraints) {
        this.intake = intake;
        this.scanner = scanner;
        this.general =
                Operation.typed(name(), PutRecordBatchRequest::builder, constraints, this::answer);
    }

    @Override
    public String name() {
        return "PutRecordBatch";
    }

    /// Bodies as clients usually write them are scanned straight into a frame; all others, and all
    /// that must be refused, go through the typed request.
    @Override
    public byte[] answer(ApiCall call) {
        Optional<ScannedPut> scanned = scanner.scanBatch(call.body(), call.bodyBytes());
        if (scanned.isEmpty()) {
            return general.answer(call);
        }
        try (ScannedPut put = scanned.get()) {
            Frame frame = put.frame();
            RecordIntake.Receipt receipt =
                    intake.put(FirehoseApi.streamId(call, put.streamName()), frame);
            return PutAnswers.batch(receipt.ids(), frame.recordBytes().length, receipt.encrypted());
        }
    }

    private PutRecordBatchResponse answer(PutRecordBatchRequest request, ApiCall call) {
        Frame frame = frame(request.records());
        RecordIntake.Receipt receipt =
                intake.put(FirehoseApi.streamId(call, request.deliveryStreamName()), frame);
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
