package io.hydrant.cli.command;

import io.hydrant.formats.json.JsonDialect;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// How JSON is understood.
final class DialectOptions {
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--dialect",
            paramLabel = "NAME",
            description =
                    "Read JSON as the `openx` or the `hive` SerDe does. Default: as the DDL says,"
                            + " else openx")
    private Optional<String> dialect = Optional.empty();

    @Option(
            names = "--timestamp-format",
            paramLabel = "PATTERN",
            description =
                    "How timestamps are written, for --dialect hive: a Joda-Time pattern or"
                            + " `millis`; may be given more than once.")
    private List<String> timestampFormats = List.of();

    @Option(
            names = "--case-sensitive",
            description = "Tell keys apart by upper and lower case, for --dialect openx.")
    private boolean caseSensitive;

    @Option(
            names = "--dots-to-underscores",
            description = "Take a dot in a key for an underscore, for --dialect openx.")
    private boolean dotsToUnderscores;

    @Option(
            names = "--map",
            paramLabel = "COLUMN=KEY",
            description = "The JSON key of a column that is named differently, for openx.")
    private Map<String, String> keysByColumn = Map.of();

    /// What the options make of a dialect that was found elsewhere.
    JsonDialect applyTo(JsonDialect found) {
        JsonDialect chosen =
                switch (dialect.map(name -> name.toLowerCase(Locale.ROOT)).orElse("")) {
                    case "" -> found;
                    case "openx" ->
                            found instanceof JsonDialect.OpenX ? found : JsonDialect.OpenX.DEFAULTS;
                    case "hive" ->
                            found instanceof JsonDialect.Hive
                                    ? found
                                    : new JsonDialect.Hive(List.of());
                    default ->
                            throw usage(
                                    "--dialect must be openx or hive but was "
                                            + dialect.orElse(""));
                };
        return switch (chosen) {
            case JsonDialect.OpenX openX -> openX(openX);
            case JsonDialect.Hive hive -> hive(hive);
        };
    }

    private JsonDialect openX(JsonDialect.OpenX found) {
        if (!timestampFormats.isEmpty()) {
            throw usage("--timestamp-format needs --dialect hive");
        }
        Map<String, String> keys = new HashMap<>(found.keysByColumn());
        keysByColumn.forEach((column, key) -> keys.put(column.toLowerCase(Locale.ROOT), key));
        return new JsonDialect.OpenX(
                found.caseInsensitive() && !caseSensitive,
                found.dotsToUnderscores() || dotsToUnderscores,
                keys);
    }

    private JsonDialect hive(JsonDialect.Hive found) {
        if (caseSensitive || dotsToUnderscores || !keysByColumn.isEmpty()) {
            throw usage("--case-sensitive, --dots-to-underscores and --map need --dialect openx");
        }
        return timestampFormats.isEmpty() ? found : new JsonDialect.Hive(timestampFormats);
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
