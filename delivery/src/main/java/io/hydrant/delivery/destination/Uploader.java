package io.hydrant.delivery.destination;

import io.hydrant.delivery.convert.ConversionCounts;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Tries to bring shipments to their store.
public interface Uploader {
    /// Begins one try; `whenDone` is called once, on any thread, with what came of it.
    void upload(Shipment shipment, BiConsumer<Shipment, UploadOutcome> whenDone);

    /// Begins to look whether the object of a shipment is in its store although every answer said
    /// that it is not; `whenDone` is called as above: with `Uploaded` or `Absent`, or with a
    /// failure when that cannot be found out.
    void look(Shipment shipment, BiConsumer<Shipment, UploadOutcome> whenDone);

    /// What came of a try.
    sealed interface UploadOutcome {
        /// All is where it belongs.
        ///
        /// @param keys of the objects; none when there was nothing to put into them
        /// @param conversion of the records, if they were converted
        record Uploaded(List<String> keys, Optional<ConversionCounts> conversion)
                implements UploadOutcome {
            public Uploaded {
                keys = List.copyOf(keys);
            }
        }

        /// No file can be made of its records: nothing is there. All of them belong into the error
        /// object once that is settled for good, whatever a further try would make of them.
        ///
        /// @param code as error objects show it
        /// @param message as error objects show it
        record Unconvertible(String code, String message) implements UploadOutcome {}

        /// The object is not in its store.
        record Absent() implements UploadOutcome {}

        /// @param code as Firehose logs it, such as `S3.NoSuchBucket`
        record UploadFailure(String code, String message) implements UploadOutcome {}
    }
}
