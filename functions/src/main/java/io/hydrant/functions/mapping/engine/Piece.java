package io.hydrant.functions.mapping.engine;

import io.hydrant.functions.mapping.engine.batch.Batch;
import io.hydrant.functions.mapping.engine.failure.Condition;
import io.hydrant.functions.mapping.engine.failure.GivenUp.LastCall;

import java.time.Instant;
import java.util.Optional;

/// A batch, or what is left of one, with what came of it so far.
///
/// @param attempts invocations that failed, as the mapping's retries count them
/// @param failures tries in a row that failed for whatever reason: how long to wait
/// @param due when it is tried next
/// @param last invocation that failed
/// @param discard why it is not tried again, but told to the failure destination
record Piece(
        Batch batch,
        int attempts,
        int failures,
        Instant due,
        Optional<LastCall> last,
        Optional<Discard> discard) {

    /// @param id a UUID
    record Discard(String id, Condition condition, Instant since) {}

    static Piece fresh(Batch batch) {
        return new Piece(batch, 0, 0, Instant.MIN, Optional.empty(), Optional.empty());
    }

    /// The same state for other records.
    Piece of(Batch other) {
        return new Piece(other, attempts, failures, due, last, discard);
    }

    Piece counted(LastCall call) {
        return new Piece(batch, attempts + 1, failures, due, Optional.of(call), discard);
    }

    Piece later(Instant next) {
        return new Piece(batch, attempts, failures + 1, next, last, discard);
    }

    /// To be tried at once.
    Piece soon() {
        return new Piece(batch, attempts, 0, Instant.MIN, last, discard);
    }

    Piece discarded(Discard why) {
        return new Piece(batch, attempts, 0, Instant.MIN, last, Optional.of(why));
    }
}
