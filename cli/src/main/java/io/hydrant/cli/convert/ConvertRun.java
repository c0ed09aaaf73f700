package io.hydrant.cli.convert;

import io.hydrant.cli.source.Source;
import io.hydrant.cli.terminal.CommandFailed;
import io.hydrant.cli.terminal.Terminal;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// One run of the command: converts, shows what it made or takes everything back, and says how it
/// went.
public final class ConvertRun {
    private final InstantSource clock;
    private final Terminal terminal;
    private final RowFormats formats;
    private final ConvertPlan plan;

    /// Where results go.
    ///
    /// @param to address of the target; none for a run that only tries
    /// @param rejected address for rejected documents
    public record Addresses(Optional<String> to, Existing existing, Optional<String> rejected) {}

    /// What became of the documents.
    public record Outcome(long documents, long rows, long rejected) {
        /// Whether not one document could be converted: then the schema is wrong, not the data.
        public boolean isHopeless() {
            return rows == 0 && rejected > 0;
        }
    }

    public ConvertRun(
            InstantSource clock, Terminal terminal, RowFormats formats, ConvertPlan plan) {
        this.clock = clock;
        this.terminal = terminal;
        this.formats = formats;
        this.plan = plan;
    }

    /// @throws InterruptedException if the thread was interrupted; nothing is left then
    public Outcome run(List<Source> sources, Places places, Addresses addresses)
            throws InterruptedException {
        Optional<Rejections.Keeping> keeping = addresses.rejected().map(places::keeping);
        try (Target target =
                        addresses
                                .to()
                                .map(address -> places.open(address, addresses.existing()))
                                .orElseGet(Target::nowhere);
                Rejections rejections = new Rejections(clock, keeping);
                ConvertReport report =
                        new ConvertReport(terminal, work(sources, addresses), clock.instant())) {
            RowFormats writing = addresses.to().isPresent() ? formats : new TriedFormats(formats);
            Conversion conversion = new Conversion(plan, writing, target, rejections);
            Counts counts = conversion.counts();
            conversion.run(
                    sources,
                    readBytes ->
                            report.show(clock.instant(), readBytes, counts, rejections.count()));
            Outcome outcome =
                    new Outcome(counts.documents().sum(), counts.rows().sum(), rejections.count());
            commit(outcome, target, rejections);
            report.summarize(clock.instant(), counts, rejections);
            return outcome;
        }
    }

    /// When nothing was converted, files that are there already are not replaced by nothing.
    private static void commit(Outcome outcome, Target target, Rejections rejections) {
        try {
            if (!outcome.isHopeless()) {
                target.commit();
            }
            rejections.commit();
        } catch (IOException e) {
            throw new CommandFailed("files cannot be moved to their places: " + e, e);
        }
    }

    private ConvertReport.Work work(List<Source> sources, Addresses addresses) {
        int inputs = 0;
        long storedBytes = 0;
        for (Source source : sources) {
            inputs += source.objects().size();
            storedBytes += source.sizeBytes();
        }
        return new ConvertReport.Work(
                inputs,
                storedBytes,
                plan.format().extension(),
                addresses.to().map(to -> "at " + to).orElse("none of them written"));
    }
}
