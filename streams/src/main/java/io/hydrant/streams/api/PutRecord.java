package io.hydrant.streams.api;

import io.hydrant.streams.intake.IncomingRecords;
import io.hydrant.streams.intake.Portion;
import io.hydrant.streams.intake.PutScanner;
import io.hydrant.streams.intake.ScannedPut;
import io.hydrant.streams.quota.ShardQuotas;
import io.hydrant.streams.shard.WritableStream;
import io.hydrant.wire.constraint.ServiceConstraints;
import io.hydrant.wire.json.Answer;
import io.hydrant.wire.json.ApiCall;
import io.hydrant.wire.json.Codec;
import io.hydrant.wire.json.Operation;

import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;

import java.util.Optional;

/// Takes one record and returns when it is durable.
///
/// Source: Kinesis Data Streams API Reference, PutRecord.
final class PutRecord implements Operation {
    private final DataPlane plane;
    private final RecordWriting writing;
    private final PutScanner scanner;
    private final ServiceConstraints constraints;

    PutRecord(
            DataPlane plane,
            RecordWriting writing,
            PutScanner scanner,
            ServiceConstraints constraints) {
        this.plane = plane;
        this.writing = writing;
        this.scanner = scanner;
        this.constraints = constraints;
    }

    @Override
    public String name() {
        return "PutRecord";
    }

    @Override
    public Answer answer(ApiCall call) {
        Optional<ScannedPut> scanned = scanner.scanRecord(call);
        if (scanned.isEmpty()) {
            return general(call);
        }
        try (ScannedPut put = scanned.get()) {
            if (!StreamReference.isArn(put.streamArn())) {
                return general(call);
            }
            return answer(
                    plane.writable(call, put.streamName(), put.streamArn()), put.records(), call);
        }
    }

    private Answer general(ApiCall call) {
        PutRecordRequest request = Codec.read(call, PutRecordRequest.builder());
        constraints.require(name(), request);
        WritableStream stream =
                plane.writable(
                        call,
                        Optional.ofNullable(request.streamName()),
                        Optional.ofNullable(request.streamARN()));
        Optional<OrderingNumber> ordering =
                Optional.ofNullable(request.sequenceNumberForOrdering())
                        .map(number -> OrderingNumber.of(number, stream));
        IncomingRecords records = GeneralRecords.of(request);
        ordering.ifPresent(number -> number.requirePast(records, plane.clock().instant()));
        return answer(stream, records, call);
    }

    private Answer answer(WritableStream stream, IncomingRecords records, ApiCall call) {
        Portion portion = writing.put(stream, records).portions().getLast();
        return switch (portion) {
            case Portion.Kept kept ->
                    Answer.of(new PutAnswers(call.encoding(), stream.encrypted()).record(kept));
            case Portion.Throttled throttled -> throw ShardQuotas.exceeded(throttled.shard());
            case Portion.Failed failed -> throw failed.cause();
        };
    }
}
