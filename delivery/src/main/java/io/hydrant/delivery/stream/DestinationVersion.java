package io.hydrant.delivery.stream;

import software.amazon.awssdk.services.firehose.model.ExtendedS3DestinationDescription;

/// The configuration of a stream's destination. Objects begun by an older one do not depend on it:
/// the engine keeps the plans it still needs in its ledger.
///
/// @param id the version id; 1 at first, one more with every update
public record DestinationVersion(long id, ExtendedS3DestinationDescription destination) {
    static DestinationVersion first(ExtendedS3DestinationDescription destination) {
        return new DestinationVersion(1, destination);
    }

    DestinationVersion next(ExtendedS3DestinationDescription changed) {
        return new DestinationVersion(id + 1, changed);
    }
}
