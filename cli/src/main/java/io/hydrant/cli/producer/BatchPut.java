package io.hydrant.cli.producer;

import java.util.List;

/// One call that puts a batch; what it does not take is the caller's to send again.
@FunctionalInterface
interface BatchPut {
    /// @throws io.hydrant.cli.client.WireFailure if nothing of the batch was taken
    PutAnswer put(List<OutgoingRecord> batch);
}
