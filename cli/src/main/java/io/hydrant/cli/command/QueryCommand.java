package io.hydrant.cli.command;

import io.hydrant.cli.client.Buckets;
import io.hydrant.cli.client.Queries;
import io.hydrant.cli.client.Queries.Execution;
import io.hydrant.cli.client.WireClient;
import io.hydrant.cli.producer.StopSignal;
import io.hydrant.cli.query.OutputFormat;
import io.hydrant.cli.query.ParquetDownload;
import io.hydrant.cli.query.QueryRun;
import io.hydrant.cli.query.ResultOutput;
import io.hydrant.cli.query.Script;
import io.hydrant.cli.terminal.CommandFailed;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `hydrant query`: asks the catalog's tables with SQL.
@Command(
        name = "query",
        mixinStandardHelpOptions = true,
        description = {
            "Runs SQL statements over the tables of the catalog and shows their results.",
            "",
            "Several statements, separated by semicolons, run one after the other; the first that"
                    + " fails ends the command with exit code 1. Ctrl-C cancels the one that runs,"
                    + " also on the server. What it cost is told on standard error.",
            "",
            "Results go to the place of the work group, else to the bucket "
                    + QueryRun.DEFAULT_BUCKET
                    + ", which is made when it is missing."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  hydrant query \"SELECT * FROM trips LIMIT 10\" --database kinesislab",
            "  hydrant query -f report.sql --format csv > report.csv",
            "  hydrant query \"SELECT * FROM trips\" --format parquet --output trips.parquet"
        })
final class QueryCommand implements Callable<Integer> {
    private static final int CELL_CHARS = 60;
    private static final int ROWS_OF_TABLE = 1000;

    private final Surroundings surroundings;

    @Spec private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "SQL",
            description = "The statements. Default: what comes on standard input.")
    private Optional<String> sql = Optional.empty();

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "A file of statements, in UTF-8.")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = {"-d", "--database"},
            paramLabel = "NAME",
            description = "Where tables without a database are looked for. Default: default")
    private String database = "default";

    @Option(
            names = "--work-group",
            paramLabel = "NAME",
            description = "The work group to run in. Default: primary")
    private String workGroup = "primary";

    @Option(
            names = "--output-location",
            paramLabel = "S3",
            description = "Where the server writes results, such as s3://bucket/prefix/.")
    private Optional<String> outputLocation = Optional.empty();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "table, csv, json (an object a line), or parquet (a query, with --output)."
                            + " Default: table")
    private String formatName = "table";

    private OutputFormat format = OutputFormat.TABLE;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description =
                    "Write results to this file. Of parquet it becomes a folder when the server"
                            + " makes several files.")
    private Optional<Path> output = Optional.empty();

    @Option(
            names = "--limit",
            paramLabel = "ROWS",
            description = "The most rows of a table; 0 for all. Default: 1000")
    private int limit = ROWS_OF_TABLE;

    @Option(
            names = "--wide",
            description = "Show values whole; else a table on a terminal cuts them after 60 signs.")
    private boolean wide;

    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    QueryCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        List<String> statements = Script.statements(text());
        check(statements);
        try (WireClient wire = connection.open(surroundings.environment());
                StopSignal _ = StopSignal.interruptingThisThread()) {
            Queries queries = new Queries(wire);
            Buckets buckets = new Buckets(wire);
            QueryRun runs =
                    new QueryRun(queries, buckets, surroundings.terminal(), surroundings.pauses());
            if (format == OutputFormat.PARQUET) {
                Execution execution =
                        new ParquetDownload(runs, buckets)
                                .fetch(
                                        start(statements.getFirst()),
                                        ParquetDownload.bucket(outputLocation),
                                        output.orElseThrow());
                tell(output.orElseThrow().toString(), execution);
            } else {
                show(statements, runs, new ResultOutput(queries, buckets, limits()));
            }
        }
        return 0;
    }

    private String text() throws IOException {
        if (sql.isPresent() && file.isPresent()) {
            throw usage("give SQL or --file, not both");
        }
        if (file.isPresent()) {
            try {
                return Files.readString(file.get());
            } catch (IOException e) {
                throw new CommandFailed(file.get() + " cannot be read: " + e.getMessage(), e);
            }
        }
        if (sql.isPresent()) {
            return sql.get();
        }
        if (surroundings.terminal().interactive()) {
            throw usage("a statement is missing");
        }
        return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
    }

    private void check(List<String> statements) {
        if (statements.isEmpty()) {
            throw usage("a statement is missing");
        }
        format =
                OutputFormat.of(formatName)
                        .orElseThrow(
                                () ->
                                        usage(
                                                "--format must be table, csv, json or parquet but"
                                                        + " was "
                                                        + formatName));
        if (limit < 0) {
            throw usage("--limit must be 0 or more but was " + limit);
        }
        if (format == OutputFormat.PARQUET && (output.isEmpty() || statements.size() != 1)) {
            throw usage("--format parquet needs --output and exactly one query");
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private Queries.Start start(String statement) {
        return new Queries.Start(statement, database, workGroup, outputLocation);
    }

    private ResultOutput.Limits limits() {
        boolean cut = !wide && output.isEmpty() && surroundings.terminal().interactive();
        return new ResultOutput.Limits(limit, cut ? CELL_CHARS : Integer.MAX_VALUE);
    }

    private void show(List<String> statements, QueryRun runs, ResultOutput results)
            throws IOException {
        if (output.isEmpty()) {
            show(statements, runs, results, surroundings.terminal().out());
            return;
        }
        Path target = output.get();
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try (PrintWriter out = writer(part, target)) {
            show(statements, runs, results, out);
            if (out.checkError()) {
                throw new CommandFailed(target + " cannot be written");
            }
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(part);
            throw e;
        }
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }

    private static PrintWriter writer(Path part, Path target) {
        try {
            return new PrintWriter(Files.newBufferedWriter(part));
        } catch (IOException e) {
            throw new CommandFailed(target + " cannot be written: " + e, e);
        }
    }

    private void show(List<String> statements, QueryRun runs, ResultOutput results, PrintWriter out)
            throws IOException {
        for (String statement : statements) {
            Execution execution = runs.run(start(statement));
            String told = results.write(execution, format, out);
            out.flush();
            tell(told, execution);
        }
    }

    private void tell(String result, Execution execution) {
        PrintWriter err = surroundings.terminal().err();
        err.println((result.isEmpty() ? "" : result + ", ") + QueryRun.cost(execution));
        err.flush();
    }
}
