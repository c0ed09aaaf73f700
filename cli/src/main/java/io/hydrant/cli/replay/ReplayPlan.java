package io.hydrant.cli.replay;

import io.hydrant.cli.producer.PartitionKeys;
import io.hydrant.cli.source.Source;

import java.time.Instant;
import java.util.Optional;

/// What is replayed of a source, and how.
///
/// @param reading how events are read; a change changes their numbers
/// @param speed how fast
/// @param limit how many events are sent at most
/// @param keys partition keys
public record ReplayPlan(Reading reading, Speed speed, long limit, PartitionKeys keys) {
    /// How events are read and put in order.
    ///
    /// @param timeField the field, or the column, with the time of an event
    /// @param skipBroken whether lines that cannot be read are left out
    /// @param sort whether all is put in order first, on disk, instead of looking ahead
    /// @param seek leaves earlier events out
    public record Reading(
            String timeField, boolean skipBroken, boolean sort, Optional<Instant> seek) {}

    /// What a position belongs to, beside the destination.
    public String work(Source source) {
        return "%s (%s) by %s%s%s%s"
                .formatted(
                        source.name(),
                        source.fingerprint(),
                        reading.timeField(),
                        reading.sort() ? ", sorted" : "",
                        reading.skipBroken() ? ", broken lines skipped" : "",
                        reading.seek().map(from -> ", from " + from).orElse(""));
    }
}
