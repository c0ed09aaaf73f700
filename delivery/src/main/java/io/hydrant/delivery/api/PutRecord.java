package io.hydrant.delivery.api;

import io.hydrant.streams.log.Frame;
import io.hydrant.wire.constraint.ServiceConstraints;
import io.hydrant.wire.json.ApiCall;
import io.hydrant.wire.json.Operation;

import software.amazon.awssdk.services.firehose.model.PutRecordRequest;
import software.amazon.awssdk.services.firehose.model.PutRecordResponse;

import java.nio.ByteBuffer;
import java.util.Optional;

/// Takes one record and returns when it is durable.
final class PutRecord implements Operation {
    private final RecordIntake intake;
    private final PutScanner scanner;
    private final Operation general;

    PutRecord(RecordIntake intake, PutScanner scanner, ServiceConstraints constraints) {
        this.intake = intake;
        this.scanner = scanner;
        this.general =
                Operation.typed(name(), PutRecordRequest::builder, constraints, this::answer);
    }

    @Override
    public String name() {
        return "PutRecord";
    }

    /// As in [PutRecordBatch], the usual body takes the short way.
    @Override
    public byte[] answer(ApiCall call) {
        Optional<ScannedPut> scanned = scanner.scanRecord(call.body(), call.bodyBytes());
        if (scanned.isEmpty()) {
            return general.answer(call);
        }
        try (ScannedPut put = scanned.get()) {
            RecordIntake.Receipt receipt =
                    intake.put(FirehoseApi.streamId(call, put.streamName()), put.frame());
            return PutAnswers.single(receipt.ids(), receipt.encrypted());
        }
    }

    private PutRecordResponse answer(PutRecordRequest request, ApiCall call) {
        byte[] data = request.record().data().asByteArrayUnsafe();
        Frame frame =
                new Frame(ByteBuffer.allocate(0), new int[] {data.length}, ByteBuffer.wrap(data));
        RecordIntake.Receipt receipt =
                intake.put(FirehoseApi.streamId(call, request.deliveryStreamName()), frame);
        return PutRecordResponse.builder()
                .recordId(receipt.recordId(0))
                .encrypted(receipt.encrypted())
                .build();
    }
}
