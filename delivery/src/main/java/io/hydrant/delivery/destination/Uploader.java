package io.hydrant.delivery.destination;

import java.util.Optional;
import java.util.function.BiConsumer;

/// Tries to bring shipments to their store.
public interface Uploader {
    /// Begins one try; `whenDone` is called once, on any thread, with the failure or nothing.
    void upload(Shipment shipment, BiConsumer<Shipment, Optional<UploadFailure>> whenDone);

    /// Why a try failed.
    ///
    /// @param code as Firehose logs it, such as `S3.NoSuchBucket`
    record UploadFailure(String code, String message) {}
}
