package io.hydrant.delivery.transform;

import java.util.Optional;

/// The batches of one lane on their way through the function: several at once, their results in the
/// order in which they were submitted. For one thread, the lane's; the work is done on others.
public interface LaneTransforms extends AutoCloseable {
    /// Whether another batch may be submitted now. It becomes true again after [#done()].
    boolean hasRoom();

    /// Begins with a batch.
    ///
    /// The lane is woken when the first of those submitted is ready.
    void submit(TransformBatch batch);

    /// The first of those submitted, if it is ready; the same until [#done()].
    ///
    /// @throws io.hydrant.streams.log.LogException when its records could not be read; it is tried
    ///   again
    Optional<TransformedBatch> first();

    /// The first of those submitted is in the log: what it holds is let go.
    void done();

    /// None is on its way.
    boolean isEmpty();

    /// Abandons what is on its way, without waiting for it.
    @Override
    void close();
}
