package io.hydrant.streams.api;

import io.hydrant.streams.intake.IncomingRecords;
import io.hydrant.streams.intake.PutOutcome;
import io.hydrant.streams.intake.PutScanner;
import io.hydrant.streams.intake.ScannedPut;
import io.hydrant.streams.shard.WritableStream;
import io.hydrant.wire.constraint.ServiceConstraints;
import io.hydrant.wire.json.Answer;
import io.hydrant.wire.json.ApiCall;
import io.hydrant.wire.json.Codec;
import io.hydrant.wire.json.Operation;

import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;

import java.util.Optional;

/// Takes up to 500 records and returns when they are durable; result `i` belongs to record `i`.
///
/// A record that could not be kept does not fail the others: its result carries an error code. When
/// none could be kept for lack of room, the call is refused.
///
/// Source: Kinesis Data Streams API Reference, PutRecords.
final class PutRecords implements Operation {
    private final DataPlane plane;
    private final RecordWriting writing;
    private final PutScanner scanner;
    private final ServiceConstraints constraints;

    PutRecords(
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
        return "PutRecords";
    }

    @Override
    public Answer answer(ApiCall call) {
        Optional<ScannedPut> scanned = scanner.scanRecords(call);
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
        PutRecordsRequest request = Codec.read(call, PutRecordsRequest.builder());
        constraints.require(name(), request);
        WritableStream stream =
                plane.writable(
                        call,
                        Optional.ofNullable(request.streamName()),
                        Optional.ofNullable(request.streamARN()));
        return answer(stream, GeneralRecords.of(request.records()), call);
    }

    private Answer answer(WritableStream stream, IncomingRecords records, ApiCall call) {
        PutOutcome outcome = writing.put(stream, records);
        int failed = 0;
        for (int record = 0; record < outcome.recordCount(); record++) {
            failed += outcome.isKept(record) ? 0 : 1;
        }
        return Answer.of(
                new PutAnswers(call.encoding(), stream.encrypted()).records(outcome, failed));
    }
}
