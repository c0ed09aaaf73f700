package io.hydrant.streams.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// An account's commitment to a minimum throughput of its on-demand streams: kept and described,
/// and the condition of warm throughput. Nothing is billed here.
///
///     DISABLED ──> ENABLED ──> DISABLED (after 24 hours)
///                   │   ↑
///                   ↓   │ (enabled again)
///     ENABLED_UNTIL_EARLIEST_ALLOWED_END ──> DISABLED (when 24 hours have passed)
///
/// Source: Kinesis Data Streams API Reference, MinimumThroughputBillingCommitmentInput.
///
/// @param started when it was last enabled
/// @param end when it ended, or will end
public record BillingCommitment(Optional<Instant> started, Optional<Instant> end) {
    static final BillingCommitment NEVER =
            new BillingCommitment(Optional.empty(), Optional.empty());

    private static final Duration AT_LEAST = Duration.ofHours(24);

    /// How it stands.
    public enum Status {
        ENABLED,
        DISABLED,
        ENABLED_UNTIL_EARLIEST_ALLOWED_END
    }

    public Status status(Instant now) {
        if (started.isEmpty() || end.filter(at -> !at.isAfter(now)).isPresent()) {
            return Status.DISABLED;
        }
        return end.isPresent() ? Status.ENABLED_UNTIL_EARLIEST_ALLOWED_END : Status.ENABLED;
    }

    public boolean holds(Instant now) {
        return status(now) != Status.DISABLED;
    }

    public Optional<Instant> earliestAllowedEnd() {
        return started.map(at -> at.plus(AT_LEAST));
    }

    BillingCommitment enabled(Instant now) {
        return holds(now)
                ? new BillingCommitment(started, Optional.empty())
                : new BillingCommitment(Optional.of(now), Optional.empty());
    }

    BillingCommitment disabled(Instant now) {
        if (status(now) != Status.ENABLED) {
            return this;
        }
        Instant earliest = started.orElseThrow().plus(AT_LEAST);
        return new BillingCommitment(started, Optional.of(earliest.isAfter(now) ? earliest : now));
    }
}
