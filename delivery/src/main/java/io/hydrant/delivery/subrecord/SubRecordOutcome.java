package io.hydrant.delivery.subrecord;

import io.hydrant.delivery.partition.ErrorOutput;

import java.nio.ByteBuffer;
import java.util.List;

/// What became of a record that was to be taken apart.
public sealed interface SubRecordOutcome {
    /// @param records at least one, in their order; they may share bytes with the record that they
    ///   are from, and are valid as long as it is
    record Split(List<ByteBuffer> records) implements SubRecordOutcome {
        public Split {
            records = List.copyOf(records);
        }

        static Split whole(ByteBuffer record) {
            return new Split(List.of(record));
        }
    }

    /// The record goes to the error output as it came.
    ///
    /// @param output names the folder
    /// @param code as its line there shows it: the processor's type and `Failed`
    /// @param message says what is wrong with the record
    record Failed(ErrorOutput output, String code, String message) implements SubRecordOutcome {}
}
