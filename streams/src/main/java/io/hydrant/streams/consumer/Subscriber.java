package io.hydrant.streams.consumer;

import io.hydrant.kernel.error.HydrantException;
import io.hydrant.streams.retrieval.RecordRange;

import java.io.IOException;

/// Who is at the other end of a subscription. For one thread.
///
/// What sends has left when it returns, and fails when the client is gone. A thread that is
/// interrupted while it sends fails, and the client gets nothing more.
public interface Subscriber {
    /// Tells that the subscription stands; before anything else.
    void begin() throws IOException;

    /// Adds records to the next event. They are read at once: the range is not kept.
    void add(RecordRange range);

    /// Sends the event with the records added since the one before, which may be none.
    void send(EventEnd end) throws IOException;

    /// Tells why the subscription ends; nothing follows.
    void fail(HydrantException reason) throws IOException;
}
