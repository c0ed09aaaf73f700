package io.hydrant.streams.api;

import io.hydrant.streams.stream.BillingCommitment;

import software.amazon.awssdk.services.kinesis.model.MinimumThroughputBillingCommitmentOutput;

import java.time.Instant;

/// Describes commitments to a minimum throughput.
final class Commitments {
    private Commitments() {}

    static MinimumThroughputBillingCommitmentOutput described(
            BillingCommitment commitment, Instant now) {
        boolean holds = commitment.holds(now);
        return MinimumThroughputBillingCommitmentOutput.builder()
                .status(commitment.status(now).name())
                .startedAt(commitment.started().orElse(null))
                .endedAt(holds ? null : commitment.end().orElse(null))
                .earliestAllowedEndAt(holds ? commitment.earliestAllowedEnd().orElse(null) : null)
                .build();
    }
}
