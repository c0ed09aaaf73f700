package io.hydrant.cli.demo;

import io.hydrant.cli.client.Administration;
import io.hydrant.cli.client.Functions;
import io.hydrant.cli.client.Meters;
import io.hydrant.cli.client.WireClient;
import io.hydrant.cli.terminal.CommandFailed;
import io.hydrant.cli.terminal.Pauses;
import io.hydrant.cli.terminal.Progress;

import java.time.Duration;
import java.util.Optional;

/// Looks how far a mapping has come, and what its function put to the delivery stream.
final class MappingWatch {
    private static final Duration POLL = Duration.ofMillis(100);

    /// So many looks without any headway: a minute.
    private static final int IDLE_POLLS_MAX = 600;

    private final WireClient wire;
    private final Pauses pauses;
    private final String mapping;

    /// How far it is.
    ///
    /// @param read records that the mapping read from the shards
    /// @param invoked records that were with the function, counted at each try
    /// @param failed those of tries that failed
    /// @param passedOn records that the delivery stream took
    /// @param lastResult how the last invocation went, as the mapping tells it
    record Standing(long read, long invoked, long failed, long passedOn, String lastResult) {
        long handled() {
            return invoked - failed;
        }
    }

    /// @param mapping its UUID
    MappingWatch(WireClient wire, Pauses pauses, String mapping) {
        this.wire = wire;
        this.pauses = pauses;
        this.mapping = mapping;
    }

    Standing look() {
        Meters meters = Meters.read(wire);
        return new Standing(
                total(meters, "polled"),
                total(meters, "invoked"),
                total(meters, "failed"),
                new Administration(wire)
                        .status(Pipeline.DELIVERY_STREAM, Optional.empty())
                        .path("totals")
                        .path("recordsIn")
                        .asLong(),
                new Functions(wire).mapping(mapping).lastResult());
    }

    private long total(Meters meters, String what) {
        return meters.total("hydrant_mapping_" + what + "_records_total", "mapping", mapping);
    }

    /// Waits until the function has had every event and the delivery stream every trip.
    ///
    /// Both numbers are needed: a record counts as invoked when its invocation begins, and a trip
    /// as taken when it is durable.
    ///
    /// @param events in the data stream
    /// @param trips that the function passes on
    /// @throws CommandFailed when nothing moves for a minute
    Standing awaitAll(long events, long trips, Progress progress) {
        Standing standing = look();
        long handledMost = 0;
        long passedOnMost = 0;
        int idle = 0;
        while (standing.handled() < events || standing.passedOn() < trips) {
            // A batch that is tried again and again counts up and down: that is no headway.
            boolean further =
                    standing.handled() > handledMost || standing.passedOn() > passedOnMost;
            idle = further ? 0 : idle + 1;
            handledMost = Math.max(handledMost, standing.handled());
            passedOnMost = Math.max(passedOnMost, standing.passedOn());
            progress.reach(Math.min(events, handledMost));
            if (standing.failed() > 0) {
                progress.note(standing.lastResult());
            }
            if (idle == IDLE_POLLS_MAX) {
                throw new CommandFailed(stalled(standing, events, trips));
            }
            pauses.pause(POLL);
            standing = look();
        }
        progress.reach(events);
        return standing;
    }

    private static String stalled(Standing standing, long events, long trips) {
        return ("nothing has moved for a minute: of %,d events %,d were read and %,d handled by the"
                        + " function, of %,d trips %,d are in %s; its last result: %s")
                .formatted(
                        events,
                        standing.read(),
                        standing.handled(),
                        trips,
                        standing.passedOn(),
                        Pipeline.DELIVERY_STREAM,
                        standing.lastResult());
    }
}
