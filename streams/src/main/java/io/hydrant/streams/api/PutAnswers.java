package io.hydrant.streams.api;

import io.hydrant.streams.answer.Notation;
import io.hydrant.streams.answer.NumberedEntry;
import io.hydrant.streams.answer.WireBuffer;
import io.hydrant.streams.intake.Portion;
import io.hydrant.streams.intake.PutOutcome;
import io.hydrant.streams.quota.ShardQuotas;
import io.hydrant.streams.shard.SequenceDigits;
import io.hydrant.wire.json.Encoding;

import java.util.List;

/// The answers of PutRecords and PutRecord, written without a detour:
///
///     {"FailedRecordCount":1,"Records":[
///       {"SequenceNumber":"...","ShardId":"..."},
///       {"ErrorCode":"...","ErrorMessage":"..."}],"EncryptionType":"KMS"}
///     {"ShardId":"...","SequenceNumber":"...","EncryptionType":"KMS"}
///
/// The encryption type only when the stream is encrypted. For one thread and one use.
final class PutAnswers {
    private static final int ENTRY_BYTES = 112;

    private final Notation notation;
    private final boolean encrypted;

    PutAnswers(Encoding encoding, boolean encrypted) {
        this.notation = Notation.of(encoding);
        this.encrypted = encrypted;
    }

    byte[] records(PutOutcome outcome, int failedCount) {
        WireBuffer out = WireBuffer.growing(64 + ENTRY_BYTES * outcome.recordCount());
        List<Entry> entries = outcome.portions().stream().map(this::entry).toList();
        notation.openMap(out);
        notation.key(out, "FailedRecordCount", true);
        notation.number(out, failedCount);
        notation.key(out, "Records", false);
        notation.openList(out);
        for (int record = 0; record < outcome.recordCount(); record++) {
            if (record > 0) {
                notation.separate(out);
            }
            entries.get(outcome.portionOf(record)).write(out);
        }
        notation.closeList(out);
        end(out);
        return out.toBytes();
    }

    byte[] record(Portion.Kept kept) {
        WireBuffer out = WireBuffer.growing(2 * ENTRY_BYTES);
        notation.openMap(out);
        notation.key(out, "ShardId", true);
        notation.text(out, kept.shard().id().toString());
        notation.key(out, "SequenceNumber", false);
        notation.text(out, kept.first().toString());
        end(out);
        return out.toBytes();
    }

    private void end(WireBuffer out) {
        if (encrypted) {
            notation.key(out, "EncryptionType", false);
            notation.text(out, "KMS");
        }
        notation.closeMap(out);
    }

    private Entry entry(Portion portion) {
        return switch (portion) {
            case Portion.Kept kept -> kept(kept);
            case Portion.Throttled throttled ->
                    failed(
                            "ProvisionedThroughputExceededException",
                            ShardQuotas.rateExceeded(throttled.shard()));
            case Portion.Failed failed -> failed("InternalFailure", failed.cause().getMessage());
        };
    }

    private Entry kept(Portion.Kept kept) {
        SequenceDigits digits = new SequenceDigits().startAt(kept.first());
        NumberedEntry entry =
                new NumberedEntry(
                        notation,
                        rest -> {
                            notation.key(rest, "ShardId", false);
                            notation.text(rest, kept.shard().id().toString());
                            notation.closeMap(rest);
                        });
        return out -> {
            entry.write(digits, out);
            digits.next();
        };
    }

    private Entry failed(String code, String message) {
        WireBuffer bytes = WireBuffer.growing(ENTRY_BYTES);
        notation.openMap(bytes);
        notation.key(bytes, "ErrorCode", true);
        notation.text(bytes, code);
        notation.key(bytes, "ErrorMessage", false);
        notation.text(bytes, message);
        notation.closeMap(bytes);
        byte[] entry = bytes.toBytes();
        return out -> out.put(entry);
    }

    /// The members of the list for the records of one portion, in their order.
    private interface Entry {
        void write(WireBuffer out);
    }
}
