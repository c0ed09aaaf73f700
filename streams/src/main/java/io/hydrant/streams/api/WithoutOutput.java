package io.hydrant.streams.api;

import io.hydrant.wire.json.Answer;
import io.hydrant.wire.json.ApiCall;
import io.hydrant.wire.json.Operation;

/// An operation whose model has no output: it is answered by an empty body, not an empty object.
record WithoutOutput(Operation operation) implements Operation {
    private static final byte[] NOTHING = new byte[0];

    @Override
    public String name() {
        return operation.name();
    }

    @Override
    public Answer answer(ApiCall call) {
        operation.answer(call);
        return Answer.of(NOTHING);
    }
}
