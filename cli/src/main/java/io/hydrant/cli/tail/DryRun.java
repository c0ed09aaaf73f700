package io.hydrant.cli.tail;

import io.hydrant.cli.producer.OutgoingRecord;
import io.hydrant.cli.terminal.Terminal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;

/// Shows what would be sent: the first records of each flow on the output, all else beside it.
public final class DryRun {
    private final Terminal terminal;
    private final int recordsMax;

    /// @param recordsMax how many records of each flow are shown
    public DryRun(Terminal terminal, int recordsMax) {
        this.terminal = terminal;
        this.recordsMax = recordsMax;
    }

    /// @param tail must run once, with checkpoints that are not kept
    public void show(FlowTail tail, String destination) {
        int shown = 0;
        boolean more = true;
        Instant now = InstantSource.system().instant();
        while (more && shown < recordsMax) {
            switch (tail.step(now)) {
                case FlowTail.Step.Send(Batch batch) -> shown += show(batch, recordsMax - shown);
                case FlowTail.Step.Rest(_) -> {}
                case FlowTail.Step.Done() -> more = false;
            }
        }
        FlowCounts.Snapshot counts = tail.counts().snapshot();
        terminal.err()
                .println(
                        "%s: would send these %,d%s records to %s; %d files, %s read no further"
                                .formatted(
                                        tail.flow().id(),
                                        shown,
                                        more ? " and more" : "",
                                        destination,
                                        counts.files(),
                                        TailReport.size(counts.unreadBytes())));
        terminal.err().flush();
    }

    private int show(Batch batch, int atMost) {
        int count = Math.min(atMost, batch.records().size());
        for (OutgoingRecord record : batch.records().subList(0, count)) {
            String text = new String(record.data(), StandardCharsets.UTF_8);
            terminal.say(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
        }
        return count;
    }
}
