package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.pipeline.DeliveryEngine.Accepted;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.streams.log.Frame;

import java.util.Optional;

/// A delivery stream at work. Safe for use by many threads.
sealed interface RunningStream permits PutStream, ShardedStream {
    Accepted append(Frame frame);

    void change(DeliveryPlan next);

    Flush flush();

    /// After its lanes have looked once more; as it stood before where one is held up.
    StreamStatus status() throws InterruptedException;

    /// How it stood when its lanes last looked; empty before they did.
    Optional<StreamStatus> snapshot();

    /// Why nothing of the stream is delivered, other than its destination; empty when all is well.
    Optional<String> trouble();

    /// Begins to stop; [#join()] waits for the end.
    void stop();

    void join();

    /// The stream is gone: so is all that is shown of it.
    void forget();
}
