package io.hydrant.delivery.subrecord;

import io.hydrant.delivery.plan.SubRecordRules;
import io.hydrant.delivery.plan.SubRecordRules.DeAggregation;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The sub-records of records, by one set of rules: decompression, then extraction of log messages,
/// then de-aggregation.
///
/// De-aggregation gives at most [#COUNT_MAX] sub-records for a record; when there would be more, it
/// does not happen, and the record stays as it is.
///
/// Extracted log messages are records of their own, and de-aggregated one by one. One that cannot
/// be split, or has more than [#COUNT_MAX] values, stays as it is and takes no other with it; when
/// there would be more than [#COUNT_MAX] of all together, all messages stay as they are.
///
/// Immutable and for many threads. Beside the record it holds at most [Decompression#BYTES_MAX]
/// decompressed, the texts of log messages, which are no longer, and a slice per sub-record.
///
/// Source: Firehose Developer Guide, dynamic partitioning of aggregated data. The place of
/// decompression and extraction before de-aggregation is inferred.
public final class SubRecords {
    /// Of one record, by de-aggregation. Source: Firehose quotas.
    public static final int COUNT_MAX = 500;

    private final SubRecordRules rules;
    private final Optional<Splitter> splitter;

    /// Splits one record.
    interface Splitter {
        /// @param countMax when there would be more, the record is not split
        /// @return [SubRecordOutcome.Split] with `countMax` records or fewer, or with the record
        ///   itself, or a failure
        SubRecordOutcome split(ByteBuffer record, int countMax);

        /// How many sub-records there would be without a limit: 1 when it cannot be split. Counts
        /// no further than one beyond `countMax`.
        int count(ByteBuffer record, int countMax);
    }

    private SubRecords(SubRecordRules rules) {
        this.rules = rules;
        this.splitter = rules.deAggregation().map(SubRecords::splitter);
    }

    public static SubRecords by(SubRecordRules rules) {
        return new SubRecords(rules);
    }

    private static Splitter splitter(DeAggregation deAggregation) {
        return switch (deAggregation) {
            case DeAggregation.Json _ -> new JsonSplitter();
            case DeAggregation.Delimited delimited ->
                    new DelimitedDeAggregation(delimited.delimiter());
        };
    }

    private static final class JsonSplitter implements Splitter {
        @Override
        public SubRecordOutcome split(ByteBuffer record, int countMax) {
            return JsonDeAggregation.split(record, countMax);
        }

        @Override
        public int count(ByteBuffer record, int countMax) {
            return JsonDeAggregation.count(record, countMax);
        }
    }

    /// Whether records stay as they are.
    public boolean isNothing() {
        return rules.equals(SubRecordRules.NONE);
    }

    /// Whether records are decompressed first.
    public boolean decompress() {
        return rules.decompression();
    }

    /// Takes a record apart.
    ///
    /// @param record is left as it is, also its position
    public SubRecordOutcome split(ByteBuffer record) {
        SubRecordOutcome outcome = unpack(record);
        if (splitter.isPresent() && outcome instanceof SubRecordOutcome.Split(var records)) {
            outcome =
                    rules.messageExtraction()
                            ? splitAll(records, splitter.get())
                            : splitter.get().split(records.getFirst(), COUNT_MAX);
        }
        return outcome;
    }

    /// Whether de-aggregation leaves a record, or messages in it, as they are because there would
    /// be more than [#COUNT_MAX] sub-records.
    ///
    /// @param record is left as it is, also its position
    public boolean isBeyondLimit(ByteBuffer record) {
        if (splitter.isEmpty() || !(unpack(record) instanceof SubRecordOutcome.Split(var parts))) {
            return false;
        }
        int count = 0;
        for (ByteBuffer part : parts) {
            count += splitter.get().count(part, COUNT_MAX);
            if (count > COUNT_MAX) {
                return true;
            }
        }
        return false;
    }

    /// What there is before de-aggregation.
    private SubRecordOutcome unpack(ByteBuffer record) {
        SubRecordOutcome outcome = SubRecordOutcome.Split.whole(record.slice());
        if (rules.decompression()) {
            outcome = Decompression.decompress(record.slice());
        }
        if (rules.messageExtraction() && outcome instanceof SubRecordOutcome.Split(var records)) {
            outcome = LogMessages.extract(records.getFirst());
        }
        return outcome;
    }

    private static SubRecordOutcome splitAll(List<ByteBuffer> messages, Splitter splitter) {
        List<ByteBuffer> pieces = new ArrayList<>();
        for (ByteBuffer message : messages) {
            switch (splitter.split(message, COUNT_MAX)) {
                case SubRecordOutcome.Split(List<ByteBuffer> some) -> pieces.addAll(some);
                case SubRecordOutcome.Failed _ -> pieces.add(message);
            }
            if (pieces.size() > COUNT_MAX) {
                return new SubRecordOutcome.Split(messages);
            }
        }
        return new SubRecordOutcome.Split(pieces);
    }
}
