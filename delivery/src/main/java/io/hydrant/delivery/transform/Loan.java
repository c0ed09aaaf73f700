package io.hydrant.delivery.transform;

import io.hydrant.functions.runtime.Payload;

import java.util.Optional;

/// The arrays of one invocation, which are used again if nobody holds them when it is over. Safe
/// for use by many threads.
final class Loan implements Payload.Lender {
    private static final byte[] NOTHING = {};

    private final PayloadArrays arrays;
    private volatile byte[] lentForAnswer = NOTHING;
    private volatile boolean sent;

    Loan(PayloadArrays arrays) {
        this.arrays = arrays;
    }

    @Override
    public Optional<byte[]> arrayForAnswer(int bytes) {
        byte[] lent = arrays.take(bytes);
        lentForAnswer = lent;
        return Optional.of(lent);
    }

    @Override
    public void eventIsSent() {
        sent = true;
    }

    /// Event and answer are not needed any more. What was not sent as a whole may still be read,
    /// and an array that did not come back may still be written to: those are left alone.
    void end(Payload event, Payload answer) {
        if (sent) {
            arrays.give(event.array());
        }
        if (answer.array() == lentForAnswer) {
            arrays.give(answer.array());
        }
    }
}
