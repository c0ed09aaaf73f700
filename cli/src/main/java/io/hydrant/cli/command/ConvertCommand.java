package io.hydrant.cli.command;

import io.hydrant.cli.client.Buckets;
import io.hydrant.cli.client.Tables;
import io.hydrant.cli.client.WireClient;
import io.hydrant.cli.convert.ChosenSchema;
import io.hydrant.cli.convert.ConvertPlan;
import io.hydrant.cli.convert.ConvertRun;
import io.hydrant.cli.convert.Existing;
import io.hydrant.cli.convert.Places;
import io.hydrant.cli.convert.RowFormats;
import io.hydrant.cli.convert.Sample;
import io.hydrant.cli.convert.SchemaChoice;
import io.hydrant.cli.producer.StopSignal;
import io.hydrant.cli.source.Source;
import io.hydrant.cli.terminal.CommandFailed;
import io.hydrant.cli.terminal.Terminal;
import io.hydrant.formats.file.FileFormat;
import io.hydrant.formats.json.JsonDialect;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;

/// `hydrant convert`: stored JSON into columnar files.
@Command(
        name = "convert",
        mixinStandardHelpOptions = true,
        description = {
            "Converts stored JSON to Parquet or ORC, as a delivery stream would.",
            "",
            "SOURCE is a file, a folder or s3://bucket/key-or-prefix on the server; plain or packed"
                    + " with gzip, zip, bzip2, zstd, lz4, snappy or compress. It holds JSON"
                    + " documents: one on each line, over several lines, or one behind the other"
                    + " with nothing between.",
            "",
            "The schema is that of a table (--table), of a CREATE TABLE statement (--ddl), or is"
                    + " found in the documents (--infer). A document that does not fit is rejected,"
                    + " the others are converted; --rejected keeps what was rejected. Files appear"
                    + " when all is converted: a run that fails or is stopped leaves none."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done; documents may have been rejected, as the summary says",
            "1:failed; or no document could be converted; or, with --strict, one was rejected",
            "2:wrong usage"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  hydrant convert trips.json.gz --infer --to trips-parquet",
            "  hydrant convert s3://lake/raw/ --table lab.trips --to s3://lake/trips/"
                    + " --partition-by day",
            "  hydrant convert raw/ --ddl trips.sql --to out --rejected rejected.json",
            "  hydrant convert s3://lake/errors/format-conversion-failed/ --from-errors --ddl"
                    + " fixed.sql --to s3://lake/trips/ --append",
            "  hydrant convert clicks.json --infer --dry-run"
        })
final class ConvertCommand implements Callable<Integer> {
    private static final int STOPPED = 1;
    private static final int THREADS_MAX = 64;
    private static final int THREADS_DEFAULT_MAX = 8;

    /// Open partitions may hold a quarter of what this process may have.
    private static final int MEMORY_SHARE = 4;

    private final Surroundings surroundings;
    private final RowFormats formats;
    private final InstantSource clock = InstantSource.system();

    @Spec private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "SOURCE",
            description = "Files, folders, or s3://bucket/key-or-prefix.")
    private List<String> sources = List.of();

    @Option(
            names = "--to",
            paramLabel = "TARGET",
            description = "A folder or s3://bucket/prefix for the files.")
    private Optional<String> to = Optional.empty();

    @Option(
            names = "--table",
            paramLabel = "DATABASE.TABLE",
            description = "Take the columns of a table of the server's catalog.")
    private Optional<String> table = Optional.empty();

    @Option(
            names = "--table-version",
            paramLabel = "N",
            description = "The version of the table. Default: the newest")
    private Optional<String> tableVersion = Optional.empty();

    @Option(
            names = "--ddl",
            paramLabel = "FILE",
            description =
                    "Take the columns of a CREATE TABLE statement, and its SerDe's settings of"
                            + " how JSON is read.")
    private Optional<Path> ddl = Optional.empty();

    @Option(
            names = "--infer",
            description = "Find the columns in the documents, and show them as a statement.")
    private boolean infer;

    @Option(
            names = "--sample",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Look at so many documents for --infer. Default: ${DEFAULT-VALUE}")
    private int sample;

    @Option(
            names = "--partition-by",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Put rows into folders `NAME=value/` by the value of a column or top-level"
                            + " key; the value is not written into files. Several are parted by"
                            + " commas.")
    private List<String> partitionBy = List.of();

    @Option(
            names = "--partitions-max",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Fail when there are more folders. Default: ${DEFAULT-VALUE}")
    private int partitionsMax;

    @Option(
            names = "--file-size",
            paramLabel = "MIB",
            defaultValue = "128",
            description = "So much JSON becomes one file. Default: ${DEFAULT-VALUE}")
    private int fileMib;

    @Option(
            names = "--append",
            description = "Add files to a target that has some. Otherwise it is refused.")
    private boolean append;

    @Option(
            names = "--overwrite",
            description =
                    "Remove files of earlier conversions (part-*) from the target once the new ones"
                            + " are complete. Other files stay.")
    private boolean overwrite;

    @Option(
            names = "--from-errors",
            description =
                    "SOURCE holds error objects of delivery streams: convert the records in their"
                            + " rawData.")
    private boolean fromErrors;

    @Option(
            names = "--rejected",
            paramLabel = "FILE",
            description =
                    "Keep rejected documents with the reason, as lines that --from-errors reads; a"
                            + " file here or s3://bucket/key, packed if it ends with .gz. A folder,"
                            + " or a name with a slash at its end, gets a file of its own.")
    private Optional<String> rejected = Optional.empty();

    @Option(
            names = "--strict",
            description =
                    "Exit with 1 when a document was rejected; files are written all the same.")
    private boolean strict;

    @Option(names = "--dry-run", description = "Convert, but write no files.")
    private boolean dryRun;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "So many documents are converted at once; each thread has files of its own."
                            + " Default: one for each processor, at most 8")
    private Optional<Integer> threads = Optional.empty();

    @Mixin private FormatOptions formatOptions = new FormatOptions();

    @Mixin private DialectOptions dialectOptions = new DialectOptions();

    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    ConvertCommand(Surroundings surroundings, RowFormats formats) {
        this.surroundings = surroundings;
        this.formats = formats;
    }

    @Override
    public Integer call() {
        check();
        SchemaChoice choice = schemaChoice();
        FileFormat format = formatOptions.format();
        try (WireClient wire = connection.open(surroundings.environment());
                StopSignal _ = StopSignal.interruptingThisThread()) {
            List<Source> found =
                    sources.stream()
                            .map(source -> Source.find(source, () -> new Buckets(wire)))
                            .toList();
            ChosenSchema schema = schema(choice, wire, found);
            ConvertPlan plan = plan(schema, format);
            show(choice, schema, format);
            ConvertRun run = new ConvertRun(clock, surroundings.terminal(), formats, plan);
            Places places = new Places(() -> new Buckets(wire), temporary(), plan.run());
            return convert(run, found, places);
        }
    }

    private int convert(ConvertRun run, List<Source> found, Places places) {
        try {
            return conclude(run.run(found, places, addresses()));
        } catch (InterruptedException _) {
            // Said here: the process ends as soon as the signal is no longer waited for.
            surroundings.terminal().err().println("stopped; no files are left of this run");
            surroundings.terminal().err().flush();
            return STOPPED;
        }
    }

    private void check() {
        long schemas = (table.isPresent() ? 1 : 0) + (ddl.isPresent() ? 1 : 0) + (infer ? 1 : 0);
        if (schemas != 1) {
            throw usage(
                    schemas == 0
                            ? "which columns? --table, --ddl or --infer"
                            : "--table, --ddl and --infer exclude each other");
        }
        if (to.isEmpty() && !dryRun) {
            throw usage("where to? --to TARGET, or --dry-run");
        }
        if (append && overwrite) {
            throw usage("--append and --overwrite exclude each other");
        }
        if (tableVersion.isPresent() && table.isEmpty()) {
            throw usage("--table-version needs --table");
        }
        checkAtLeastOne("--sample", sample);
        checkAtLeastOne("--file-size", fileMib);
        checkAtLeastOne("--partitions-max", partitionsMax);
        threads.filter(count -> count < 1 || count > THREADS_MAX)
                .ifPresent(
                        count -> {
                            throw usage(
                                    "--threads must be 1 to " + THREADS_MAX + " but was " + count);
                        });
    }

    private void checkAtLeastOne(String option, int value) {
        if (value < 1) {
            throw usage(option + " must be at least 1 but was " + value);
        }
    }

    private SchemaChoice schemaChoice() {
        if (ddl.isPresent()) {
            return new SchemaChoice.InFile(ddl.get());
        }
        if (infer) {
            return new SchemaChoice.Inferred(sample);
        }
        String[] names = table.orElseThrow().split("\\.");
        if (names.length != 2 || names[0].isEmpty() || names[1].isEmpty()) {
            throw usage("--table must be DATABASE.TABLE but was " + table.get());
        }
        return new SchemaChoice.InCatalog(names[0], names[1], tableVersion);
    }

    private ChosenSchema schema(SchemaChoice choice, WireClient wire, List<Source> found) {
        return switch (choice) {
            case SchemaChoice.InCatalog inCatalog ->
                    ChosenSchema.inCatalog(new Tables(wire), inCatalog)
                            .read(dialectOptions::applyTo);
            case SchemaChoice.InFile(Path file) ->
                    ChosenSchema.inFile(file).read(dialectOptions::applyTo);
            case SchemaChoice.Inferred(int documents) ->
                    ChosenSchema.inferred(
                            new Sample(documents, fromErrors),
                            found,
                            dialectOptions.applyTo(JsonDialect.OpenX.DEFAULTS));
        };
    }

    private ConvertPlan plan(ChosenSchema schema, FileFormat format) {
        return new ConvertPlan(
                schema.without(partitionColumns()),
                schema.dialect(),
                format,
                partitionColumns(),
                fromErrors,
                new ConvertPlan.Sizes(
                        fileMib * FileFormat.MIB,
                        Runtime.getRuntime().maxMemory() / MEMORY_SHARE,
                        partitionsMax),
                threads.orElse(
                        Math.min(THREADS_DEFAULT_MAX, Runtime.getRuntime().availableProcessors())),
                HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()));
    }

    private List<String> partitionColumns() {
        return partitionBy.stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    private void show(SchemaChoice choice, ChosenSchema schema, FileFormat format) {
        if (!(choice instanceof SchemaChoice.Inferred)) {
            return;
        }
        Terminal terminal = surroundings.terminal();
        String name = format.extension().toUpperCase(Locale.ROOT);
        terminal.say(schema.table("converted", name, partitionColumns()).toString());
        schema.remarks().forEach(remark -> terminal.say("-- " + remark));
    }

    private ConvertRun.Addresses addresses() {
        Existing kept = append ? Existing.KEPT : Existing.REFUSED;
        return new ConvertRun.Addresses(
                dryRun ? Optional.empty() : to, overwrite ? Existing.REPLACED : kept, rejected);
    }

    private int conclude(ConvertRun.Outcome outcome) {
        if (outcome.rejected() > 0 && rejected.isEmpty()) {
            surroundings.terminal().say("--rejected FILE would have kept what was rejected");
        }
        if (outcome.isHopeless()) {
            throw new CommandFailed(
                    "not one of %,d documents could be converted; no files are written"
                            .formatted(outcome.documents()));
        }
        if (strict && outcome.rejected() > 0) {
            throw new CommandFailed(
                    "%,d of %,d documents were rejected, and --strict was given"
                            .formatted(outcome.rejected(), outcome.documents()));
        }
        return 0;
    }

    private static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
