package io.hydrant.cli.command;

import com.fasterxml.jackson.databind.JsonNode;

import io.hydrant.cli.client.Administration;
import io.hydrant.cli.client.WireClient;
import io.hydrant.cli.explain.ExplanationText;
import io.hydrant.cli.explain.RecordFile;
import io.hydrant.cli.terminal.CommandFailed;
import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.server.explain.ConfiguredStream;
import io.hydrant.server.explain.ConfiguredStream.Configuration;
import io.hydrant.server.explain.ConfiguredStream.Question;
import io.hydrant.server.explain.SampleTable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;

/// `hydrant explain`: what each stage of delivery makes of a record.
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what each stage of a delivery stream makes of a record: sub-records, the"
                    + " function's answer, partition keys, prefix and object key, the converted"
                    + " row, or the exact line of the error object.",
            "",
            "Nothing of the stream changes. With --stream its function is really invoked; with"
                    + " --config no server is needed, and the function's stage is skipped unless"
                    + " --answer gives what it returns."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  hydrant explain --stream trips --record trip.json",
            "  hydrant explain --config stream.json --record trip.json --at 2026-01-02T03:04:05Z",
            "  hydrant explain --config stream.json --table trips.sql --record - < trip.json",
            "  hydrant explain --stream trips --record trips.json --lines --format json"
        })
final class ExplainCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";
    private static final String TEXT = "text";
    private static final String JSON = "json";

    private final Surroundings surroundings;
    private final InputStream standardInput;

    @Spec private CommandSpec spec;

    @Option(names = "--stream", paramLabel = "NAME", description = "A stream of the server.")
    private Optional<String> stream = Optional.empty();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "The stream is described in a file: what `aws firehose create-delivery-stream"
                            + " --cli-input-json` takes, or an ExtendedS3DestinationConfiguration"
                            + " alone.")
    private Optional<Path> config = Optional.empty();

    @Option(
            names = "--table",
            paramLabel = "FILE",
            description =
                    "With --config: the table that records are converted by, a TableInput of Glue"
                            + " or a CREATE TABLE statement.")
    private Optional<Path> table = Optional.empty();

    @Option(
            names = "--record",
            required = true,
            paramLabel = "FILE|-",
            description = "The record, as it is put; - reads standard input.")
    private String record;

    @Option(
            names = "--lines",
            description = "Each line of the file is a record, without its line break.")
    private boolean lines;

    @Option(
            names = "--answer",
            paramLabel = "FILE",
            description =
                    "What the function returns, instead of invoking it. \"recordId\":\"record-1\""
                            + " stands for the id of the first record, and so on.")
    private Optional<Path> answer = Optional.empty();

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            description = "When the record arrives (ISO 8601, UTC). Default: now")
    private Optional<Instant> at = Optional.empty();

    @Option(
            names = "--partition-key",
            paramLabel = "KEY",
            defaultValue = "sample",
            description = "Of a record that is read from a data stream. Default: ${DEFAULT-VALUE}")
    private String partitionKey;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = TEXT,
            description =
                    "text or json; json has one explanation a line with --lines. Default:"
                            + " ${DEFAULT-VALUE}")
    private String format;

    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    ExplainCommand(Surroundings surroundings) {
        this(surroundings, System.in);
    }

    /// @param standardInput read when the record is `-`; not closed
    ExplainCommand(Surroundings surroundings, InputStream standardInput) {
        this.surroundings = surroundings;
        this.standardInput = standardInput;
    }

    @Override
    public Integer call() {
        if (stream.isPresent() == config.isPresent()) {
            throw usage(
                    stream.isPresent()
                            ? "--stream and --config exclude each other"
                            : "which stream? --stream NAME or --config FILE");
        }
        if (table.isPresent() && config.isEmpty()) {
            throw usage("--table needs --config");
        }
        if (!format.equals(TEXT) && !format.equals(JSON)) {
            throw usage("--format must be text or json but was " + format);
        }
        Optional<byte[]> answered = answer.map(file -> RecordFile.read("--answer", file));
        if (config.isPresent()) {
            ConfiguredStream configured = configured(config.get());
            show(data -> configured.explain(new Question(data, arrival(), partitionKey, answered)));
            return 0;
        }
        try (WireClient wire = connection.open(surroundings.environment())) {
            Administration administration = new Administration(wire);
            Administration.Sample sample = new Administration.Sample(at, partitionKey, answered);
            show(data -> administration.explain(stream.get(), data, sample));
            return 0;
        }
    }

    private Instant arrival() {
        return at.orElseGet(() -> Instant.now().truncatedTo(ChronoUnit.MILLIS));
    }

    private void show(Function<byte[], JsonNode> explaining) {
        byte[] bytes = recordBytes();
        List<byte[]> records = lines ? RecordFile.lines(bytes) : List.of(bytes);
        if (records.isEmpty()) {
            throw new CommandFailed("--record " + record + " has no line");
        }
        ExplanationText text = new ExplanationText(surroundings.terminal());
        boolean first = true;
        for (byte[] one : records) {
            JsonNode explanation = explaining.apply(one);
            if (format.equals(JSON)) {
                surroundings
                        .terminal()
                        .say(lines ? explanation.toString() : explanation.toPrettyString());
                continue;
            }
            if (!first) {
                surroundings.terminal().say("");
            }
            text.print(explanation);
            first = false;
        }
    }

    private byte[] recordBytes() {
        if (!record.equals(STANDARD_INPUT)) {
            return RecordFile.read("--record", Path.of(record));
        }
        try {
            return RecordFile.read("standard input", standardInput);
        } catch (IOException e) {
            throw new CommandFailed("standard input cannot be read: " + e, e);
        }
    }

    private ConfiguredStream configured(Path file) {
        Optional<SampleTable> sampleTable = table.map(ExplainCommand::sampleTable);
        String json = new String(RecordFile.read("--config", file), StandardCharsets.UTF_8);
        String region = connection.region(surroundings.environment());
        try {
            return ConfiguredStream.of(new Configuration(json, sampleTable, region));
        } catch (InvalidArgument e) {
            throw new CommandFailed(file + ": " + e.getMessage() + hint(sampleTable, e), e);
        }
    }

    private static SampleTable sampleTable(Path file) {
        String definition = new String(RecordFile.read("--table", file), StandardCharsets.UTF_8);
        try {
            return SampleTable.read(definition);
        } catch (InvalidArgument e) {
            throw new CommandFailed(file + ": " + e.getMessage(), e);
        }
    }

    /// What helps beyond what the API says.
    private String hint(Optional<SampleTable> sampleTable, InvalidArgument refusal) {
        if (!refusal.getMessage().contains("table/database could not be found")) {
            return "";
        }
        return sampleTable
                .map(known -> " (" + table.orElseThrow() + " has the table " + known + ")")
                .orElse(" (--table FILE gives the table)");
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
