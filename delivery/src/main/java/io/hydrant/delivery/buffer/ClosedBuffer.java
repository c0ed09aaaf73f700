package io.hydrant.delivery.buffer;

import io.hydrant.delivery.ledger.Intent;
import io.hydrant.delivery.ledger.PositionRanges;

/// The records of an object to be.
public record ClosedBuffer(PositionRanges positions, Intent.Content content) {}
