package io.hydrant.cli.demo;

import io.hydrant.cli.client.WireClient;
import io.hydrant.cli.producer.Acknowledged;
import io.hydrant.cli.producer.Mark;
import io.hydrant.cli.producer.PartitionKeys;
import io.hydrant.cli.producer.Production;
import io.hydrant.cli.producer.RecordDestination;
import io.hydrant.cli.producer.Resending;
import io.hydrant.cli.producer.SendingLanes;
import io.hydrant.cli.producer.StreamDestination;
import io.hydrant.cli.replay.Replay;
import io.hydrant.cli.replay.ReplayPlan;
import io.hydrant.cli.replay.Speed;
import io.hydrant.cli.source.Source;
import io.hydrant.cli.terminal.CommandFailed;
import io.hydrant.cli.terminal.Pauses;
import io.hydrant.cli.terminal.Progress;
import io.hydrant.cli.terminal.Terminal;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/// Sends the events of the demo as `hydrant replay` does: in the order and at the pace of their
/// times.
final class TripReplay {
    /// A year in a second: five years take five.
    private static final double SPEEDUP = 365.25 * 24 * 3_600;

    private static final Mark BEGINNING = new Mark(0, 0);
    private static final DateTimeFormatter MONTH =
            DateTimeFormatter.ofPattern("uuuu-MM").withZone(ZoneOffset.UTC);

    private final WireClient wire;
    private final Terminal terminal;
    private final Pauses pauses;

    TripReplay(WireClient wire, Terminal terminal, Pauses pauses) {
        this.wire = wire;
        this.terminal = terminal;
        this.pauses = pauses;
    }

    /// Returns when every event is acknowledged.
    void send(Source source, String stream, Progress progress) {
        RecordDestination destination =
                new StreamDestination(wire, Resending.to(terminal, pauses), stream);
        InstantSource clock = InstantSource.system();
        try (Replay replay = Replay.open(source, plan());
                SendingLanes lanes = SendingLanes.open(List.of(destination), BEGINNING)) {
            Production production =
                    new Production(
                            clock,
                            pauses,
                            new Production.Sending(
                                    lanes,
                                    destination.limits(),
                                    (_, acknowledged, _) -> show(acknowledged, progress)));
            replay.send(clock, production, BEGINNING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted", e);
        }
    }

    private static ReplayPlan plan() {
        return new ReplayPlan(
                new ReplayPlan.Reading("dropoff_datetime", false, false, Optional.empty()),
                Speed.of(SPEEDUP),
                Long.MAX_VALUE,
                PartitionKeys.hash());
    }

    private static void show(Acknowledged acknowledged, Progress progress) {
        progress.reach(acknowledged.records());
        if (acknowledged.records() > 0) {
            Instant time = Instant.ofEpochMilli(acknowledged.mark().eventTimeMillis());
            progress.note(MONTH.format(time));
        }
    }
}
