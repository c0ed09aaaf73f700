package io.hydrant.delivery.transform;

import io.hydrant.delivery.ledger.PositionRanges;
import io.hydrant.delivery.plan.LambdaProcessor;

/// Records that go to the function together.
///
/// @param positions in the lane's source, contiguous but for records that are processed already
/// @param records how many
/// @param bytes of them, before Base64
public record TransformBatch(
        LambdaProcessor processor, PositionRanges positions, long records, long bytes) {}
