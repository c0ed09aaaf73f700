package io.hydrant.delivery.api;

import io.hydrant.streams.log.Frame;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.firehose.model.PutRecordRequest;
import software.amazon.awssdk.services.firehose.model.PutRecordResponse;

import java.nio.ByteBuffer;

/// Takes one record and returns when it is durable.
final class PutRecord {
    private final RecordIntake intake;

    PutRecord(RecordIntake intake) {
        this.intake = intake;
    }

    PutRecordResponse answer(PutRecordRequest request, ApiCall call) {
        byte[] data = request.record().data().asByteArrayUnsafe();
        Frame frame =
                new Frame(ByteBuffer.allocate(0), new int[] {data.length}, ByteBuffer.wrap(data));
        RecordIntake.Receipt receipt =
                intake.put(call.caller(), request.deliveryStreamName(), frame);
        return PutRecordResponse.builder()
                .recordId(receipt.recordId(0))
                .encrypted(receipt.encrypted())
                .build();
    }
}
