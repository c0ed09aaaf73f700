package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.ledger.Refusals.Reason;
import io.hydrant.delivery.partition.ErrorOutput;

/// Where a record goes.
sealed interface Assignment {
    /// Into the buffer of this key.
    record To(BufferKey key) implements Assignment {}

    /// To the error output.
    record Refused(ErrorOutput output, Reason reason) implements Assignment {}
}
