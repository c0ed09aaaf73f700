package io.hydrant.functions.mapping.engine;

import io.hydrant.functions.mapping.engine.failure.FailureDestination;
import io.hydrant.functions.mapping.engine.failure.GivenUp;

/// Does what takes long, elsewhere. The outcome is given to [ShardWork#report], on any thread; a
/// lane has one errand at a time.
interface Errands {
    void invoke(int lane, Call call);

    void tell(int lane, Telling telling);

    /// @param memory closed when the function has answered
    record Call(String functionArn, String requestId, byte[] event, MemoryBudget.Claim memory) {}

    /// @param memory closed when the destination has answered
    record Telling(FailureDestination destination, GivenUp batch, MemoryBudget.Claim memory) {}
}
