package io.hydrant.delivery.transform;

import io.hydrant.delivery.ledger.Position;
import io.hydrant.delivery.partition.ErrorOutput;
import io.hydrant.delivery.transform.TransformedBatch.Counts;
import io.hydrant.streams.log.Frame;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Makes frames of what a function said of a batch's records. For one thread and one batch.
final class Outcomes {
    private static final int KEY_SETS_MAX = 1_000;

    private final String functionArn;
    private final ProcessedFrameWriter writer;
    private final PayloadArrays arrays;

    /// In them lies what is in the frames.
    private final List<byte[]> lent = new ArrayList<>();

    private final Tally tally = new Tally();
    private final Map<Map<String, String>, Processed> keyed = new HashMap<>();

    /// When an attempt ended that was the last one for its records.
    ///
    /// @param number counted from 1
    record Attempt(int number, Instant ended) {}

    Outcomes(TransformBatch batch, PayloadArrays arrays) {
        this.arrays = arrays;
        this.functionArn = batch.processor().functionArn();
        this.writer = new ProcessedFrameWriter(batch.positions());
    }

    void attempted() {
        tally.attempt();
    }

    void take(TransformEvent event, Verdicts verdicts, Attempt attempt) {
        boolean whole = verdicts.areWhole();
        if (whole) {
            writer.lend(verdicts.decoded().array());
            lent.add(verdicts.decoded().array());
        }
        Map<Verdict, Processed> failures = new EnumMap<>(Verdict.class);
        for (int i = 0; i < event.count(); i++) {
            Verdict verdict = verdicts.of(i);
            if (verdict == Verdict.OK && !delivered(event, verdicts, i)) {
                verdict = Verdict.INVALID;
            }
            switch (verdict) {
                case OK -> {
                    // it is in a frame already
                }
                case DROPPED -> tally.dropped();
                case MISSING,
                        DUPLICATED,
                        PROCESSING_FAILED,
                        WITHOUT_DATA,
                        INVALID,
                        KEYS_TOO_LONG,
                        UNREADABLE -> {
                    Processed failure =
                            failures.computeIfAbsent(
                                    verdict, it -> failed(it.code(), it.message(), attempt));
                    fail(event.arrival(i), event.position(i), failure, event.original(i));
                }
            }
        }
        if (!whole) {
            arrays.give(verdicts.decoded().array());
        }
    }

    /// The function was not run, or it failed.
    void fail(TransformEvent event, TransformFunction.Answer.Failed answer, Attempt attempt) {
        Processed failure = failed(answer.code(), answer.message(), attempt);
        for (int i = 0; i < event.count(); i++) {
            fail(event.arrival(i), event.position(i), failure, event.original(i));
        }
    }

    /// No invocation can take the record.
    ///
    /// Source: what Invoke says of such a request.
    void fail(EventSlice.Oversized record, Instant now) {
        String message =
                "Request must be smaller than "
                        + EventWriter.EVENT_BYTES_MAX
                        + " bytes for the InvokeFunction operation";
        Processed failure =
                failed("Lambda.RequestEntityTooLargeException", message, new Attempt(1, now));
        fail(record.arrival(), record.position(), failure, record.data());
    }

    /// What the frames hold so far, roughly.
    long bytes() {
        return writer.bytes();
    }

    List<Frame> frames() {
        return writer.finish();
    }

    /// What may be used again when the frames are not needed any more.
    List<byte[]> lent() {
        return lent;
    }

    Counts counts() {
        return tally.counts();
    }

    private boolean delivered(TransformEvent event, Verdicts verdicts, int index) {
        ByteBuffer data;
        try {
            data = verdicts.data(index);
        } catch (IllegalArgumentException _) {
            return false;
        }
        tally.ok(data.remaining());
        writer.add(event.arrival(index), event.position(index), ok(verdicts.keys(index)), data);
        return true;
    }

    private Processed ok(Map<String, String> keys) {
        if (keys.isEmpty()) {
            return Processed.Ok.WITHOUT_KEYS;
        }
        if (keyed.size() == KEY_SETS_MAX) {
            keyed.clear();
        }
        return keyed.computeIfAbsent(keys, Processed.Ok::new);
    }

    private Processed failed(String code, String message, Attempt attempt) {
        return new Processed.Failed(
                new Failure(
                        ErrorOutput.PROCESSING_FAILED,
                        code,
                        message,
                        attempt.number(),
                        attempt.ended(),
                        functionArn));
    }

    private void fail(Instant arrival, Position position, Processed failure, ByteBuffer data) {
        tally.failed();
        writer.add(arrival, position, failure, data);
    }
}
