package io.hydrant.functions.mapping.engine;

import io.hydrant.functions.mapping.MappingSettings;
import io.hydrant.functions.mapping.engine.Piece.Discard;
import io.hydrant.functions.mapping.engine.batch.Batch;
import io.hydrant.functions.mapping.engine.batch.ItemFailures;
import io.hydrant.functions.mapping.engine.failure.Condition;
import io.hydrant.functions.mapping.engine.failure.GivenUp.LastCall;
import io.hydrant.streams.shard.RecordPosition;
import io.hydrant.streams.shard.Shard;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What becomes of a batch after it was tried. For one thread.
/// - Success: done.
/// - It could not be run: again later; not counted.
/// - It failed from a record in its middle on: what is before that is done, the rest is tried
///   again. That is counted, unless the mapping bisects.
/// - It failed, has several records, and the mapping bisects: both halves in their order, at once;
///   not counted.
/// - It failed: counted; again later, or given up when the retries are used up.
///
/// Source: Lambda Developer Guide, error handling of stream mappings.
///
/// @param ids new UUIDs
record FailureRules(Shard shard, Backoff backoff, Supplier<String> ids) {
    /// @param done where the lane goes on, when it came further
    /// @param rest what is left, in order
    record Aftermath(Optional<RecordPosition> done, List<Piece> rest) {
        static Aftermath done(Batch batch) {
            return new Aftermath(Optional.of(batch.end()), List.of());
        }

        static Aftermath left(Piece... pieces) {
            return new Aftermath(Optional.empty(), List.of(pieces));
        }
    }

    Aftermath unreachable(Piece piece, Instant now) {
        return Aftermath.left(later(piece, now));
    }

    Aftermath answered(Piece piece, LastCall call, MappingSettings settings, Instant now) {
        if (call.invoked().outcome().failure().isPresent()) {
            return failed(piece, call, settings, now);
        }
        if (!settings.reportsItemFailures()) {
            return Aftermath.done(piece.batch());
        }
        byte[] answer = call.invoked().outcome().payload();
        return switch (ItemFailures.in(answer, piece.batch(), shard)) {
            case ItemFailures.None() -> Aftermath.done(piece.batch());
            case ItemFailures.From(int index) when index == 0 -> failed(piece, call, settings, now);
            case ItemFailures.From(int index) -> {
                Batch.Halves cut = piece.batch().cut(index);
                Piece rest = piece.of(cut.tail());
                Aftermath after =
                        settings.bisects()
                                ? Aftermath.left(rest.soon())
                                : countedOnce(rest, call, settings, now);
                yield new Aftermath(Optional.of(cut.head().end()), after.rest());
            }
        };
    }

    /// Tries to tell the failure destination later.
    Aftermath notTold(Piece piece, Instant now) {
        return Aftermath.left(later(piece, now));
    }

    Piece discarded(Piece piece, Condition condition, Instant now) {
        return piece.discarded(new Discard(ids.get(), condition, now));
    }

    private Aftermath failed(Piece piece, LastCall call, MappingSettings settings, Instant now) {
        if (settings.bisects() && piece.batch().records() > 1) {
            Batch.Halves halves = piece.batch().cut(piece.batch().records() / 2);
            return Aftermath.left(piece.of(halves.head()).soon(), piece.of(halves.tail()).soon());
        }
        return countedOnce(piece, call, settings, now);
    }

    private Aftermath countedOnce(
            Piece piece, LastCall call, MappingSettings settings, Instant now) {
        Piece counted = piece.counted(call);
        boolean exhausted =
                settings.retriesMax().isPresent()
                        && counted.attempts() > settings.retriesMax().getAsInt();
        return Aftermath.left(
                exhausted
                        ? discarded(counted, Condition.RETRIES_EXHAUSTED, now)
                        : later(counted, now));
    }

    private Piece later(Piece piece, Instant now) {
        return piece.later(now.plus(backoff.after(piece.failures() + 1)));
    }
}
