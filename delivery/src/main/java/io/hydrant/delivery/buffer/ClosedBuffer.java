package io.hydrant.delivery.buffer;

import io.hydrant.delivery.ledger.Intent;
import io.hydrant.delivery.ledger.PositionRanges;
import io.hydrant.delivery.ledger.Refusals;

/// The records of an object to be.
///
/// @param refusals why each of them was refused; none when they were not
public record ClosedBuffer(PositionRanges positions, Intent.Content content, Refusals refusals) {}
