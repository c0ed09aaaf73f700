package io.hydrant.delivery.api;

import io.hydrant.wire.json.Answer;
import io.hydrant.wire.json.ApiCall;
import io.hydrant.wire.json.Operation;

import java.util.Optional;

/// PutRecord for bodies as clients usually write them, read straight into a frame. All others, and
/// all that are wrong, go to the general path.
final class ScannedPutRecord implements Operation {
    private final RecordIntake intake;
    private final PutScanner scanner;
    private final Operation general;

    ScannedPutRecord(RecordIntake intake, PutScanner scanner, Operation general) {
        this.intake = intake;
        this.scanner = scanner;
        this.general = general;
    }

    @Override
    public String name() {
        return general.name();
    }

    @Override
    public Answer answer(ApiCall call) {
        Optional<ScannedPut> scanned = scanner.scanRecord(call.body(), call.bodyBytes());
        if (scanned.isEmpty()) {
            return general.answer(call);
        }
        try (ScannedPut put = scanned.get()) {
            RecordIntake.Receipt receipt = intake.put(call.caller(), put.streamName(), put.frame());
            return Answer.of(PutAnswers.single(receipt.ids(), receipt.encrypted()));
        }
    }
}
