package io.hydrant.delivery.source;

import io.hydrant.delivery.subrecord.SubRecordOutcome;
import io.hydrant.delivery.subrecord.SubRecordOutcome.Failed;
import io.hydrant.delivery.subrecord.SubRecords;
import io.hydrant.wire.kpl.AggregatedRecord;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a record that was put is delivered as: the user records that it aggregates, the sub-records
/// that it was taken apart into, or both. Valid as long as its frame.
record RecordParts(List<Part> parts) {
    /// @param data as it is delivered
    /// @param partitionKey of its own; empty when it has that of the record that was put
    /// @param refusal why it goes to the error output, if it does
    /// @param compressed as it was before it was decompressed, if it was and is no part of a record
    record Part(
            ByteBuffer data,
            Optional<String> partitionKey,
            Optional<Failed> refusal,
            Optional<ByteBuffer> compressed) {
        Part(ByteBuffer data, Optional<String> partitionKey) {
            this(data, partitionKey, Optional.empty(), Optional.empty());
        }

        Part refused(Failed why) {
            return new Part(data, partitionKey, Optional.of(why), compressed);
        }

        private void divide(List<ByteBuffer> records, boolean decompressed, List<Part> into) {
            Optional<ByteBuffer> before =
                    decompressed && records.size() == 1 ? Optional.of(data) : Optional.empty();
            for (ByteBuffer record : records) {
                into.add(new Part(record, partitionKey, Optional.empty(), before));
            }
        }
    }

    static RecordParts of(AggregatedRecord aggregate) {
        List<Part> parts = new ArrayList<>(aggregate.count());
        for (int i = 0; i < aggregate.count(); i++) {
            ByteBuffer data = aggregate.data(i);
            parts.add(new Part(data, Optional.of(aggregate.partitionKey(i))));
        }
        return new RecordParts(parts);
    }

    static RecordParts whole(ByteBuffer record) {
        return new RecordParts(List.of(new Part(record, Optional.empty())));
    }

    /// The parts, each taken apart.
    RecordParts divided(SubRecords rules) {
        List<Part> pieces = new ArrayList<>();
        for (Part part : parts) {
            switch (rules.split(part.data())) {
                case SubRecordOutcome.Split(List<ByteBuffer> records) ->
                        part.divide(records, rules.decompress(), pieces);
                case Failed failed -> pieces.add(part.refused(failed));
            }
        }
        return new RecordParts(pieces);
    }

    /// The parts, none of which is taken apart.
    RecordParts refused(Failed why) {
        return new RecordParts(parts.stream().map(part -> part.refused(why)).toList());
    }

    int count() {
        return parts.size();
    }

    ByteBuffer data(int index) {
        return parts.get(index).data().slice();
    }

    long bytes() {
        long bytes = 0;
        for (Part part : parts) {
            bytes += part.data().remaining();
        }
        return bytes;
    }
}
