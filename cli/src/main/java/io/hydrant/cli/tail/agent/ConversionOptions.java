package io.hydrant.cli.tail.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;

import io.hydrant.cli.tail.conversion.ConversionOption;
import io.hydrant.cli.tail.conversion.JsonLayout;
import io.hydrant.cli.tail.conversion.LogFormat;
import io.hydrant.cli.tail.conversion.LogPattern;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads `dataProcessingOptions`.
final class ConversionOptions {
    private static final Set<String> PARSE_OPTIONS = Set.of("NO_TRIM", "ESCAPE_NEW_LINE");
    private static final Set<LogFormat> SYSTEM_LOGS =
            Set.of(LogFormat.SYSLOG, LogFormat.RFC3339SYSLOG);

    /// The values of `optionName`.
    enum Name {
        SINGLELINE,
        CSVTOJSON,
        LOGTOJSON,
        ADDMETADATA,
        ADDEC2METADATA,
        ADDBRACKETS,
        USINGPLUGGIN
    }

    private ConversionOptions() {}

    static List<ConversionOption> read(Settings flow) {
        Optional<JsonNode> options = flow.value("dataProcessingOptions");
        if (options.isPresent() && !options.get().isArray()) {
            throw flow.failure("dataProcessingOptions must be a list but was " + options.get());
        }
        List<ConversionOption> read = new ArrayList<>();
        for (JsonNode option : options.orElse(JsonNodeFactory.instance.arrayNode())) {
            read.add(option(flow.inside("dataProcessingOptions " + (read.size() + 1), option)));
        }
        return read;
    }

    private static ConversionOption option(Settings option) {
        Name name =
                option.oneOf("optionName", Name.class)
                        .orElseThrow(() -> option.failure("optionName is missing"));
        return switch (name) {
            case SINGLELINE -> singleLine(option);
            case CSVTOJSON -> csv(option);
            case LOGTOJSON -> log(option);
            case ADDMETADATA -> metadata(option);
            case ADDBRACKETS -> {
                option.check(KnownKeys.NOTHING_MORE);
                yield new ConversionOption.AddBrackets();
            }
            case ADDEC2METADATA ->
                    throw option.failure(
                            "ADDEC2METADATA is not supported: there is no EC2 instance to ask;"
                                    + " ADDMETADATA adds values that you name");
            case USINGPLUGGIN ->
                    throw option.failure(
                            "USINGPLUGGIN is not supported: classes made for the agent cannot be"
                                    + " loaded here");
        };
    }

    private static ConversionOption singleLine(Settings option) {
        option.check(KnownKeys.SINGLE_LINE);
        List<String> parseOptions = option.texts("parseOptions");
        for (String parseOption : parseOptions) {
            if (!PARSE_OPTIONS.contains(parseOption)) {
                throw option.failure(
                        "parseOptions may hold NO_TRIM and ESCAPE_NEW_LINE but held "
                                + parseOption);
            }
        }
        return new ConversionOption.SingleLine(
                !parseOptions.contains("NO_TRIM"), parseOptions.contains("ESCAPE_NEW_LINE"));
    }

    private static ConversionOption csv(Settings option) {
        option.check(KnownKeys.CSV);
        List<String> fieldNames = option.texts("customFieldNames");
        if (fieldNames.isEmpty()) {
            throw option.failure("CSVTOJSON needs customFieldNames");
        }
        String delimiter = option.text("delimiter").orElse(",");
        option.compile("delimiter", delimiter);
        return new ConversionOption.CsvToJson(fieldNames, delimiter, layout(option));
    }

    private static ConversionOption log(Settings option) {
        option.check(KnownKeys.LOG_LINE);
        Optional<LogFormat> format = option.oneOf("logFormat", LogFormat.class);
        Optional<Pattern> matchPattern = option.pattern("matchPattern");
        List<String> fieldNames = option.texts("customFieldNames");
        if (matchPattern.isPresent() && fieldNames.isEmpty()) {
            throw option.failure("matchPattern needs customFieldNames");
        }
        if (matchPattern.isEmpty() && format.isEmpty()) {
            throw option.failure(
                    "LOGTOJSON needs logFormat, or matchPattern with customFieldNames");
        }
        boolean dashIsNull = format.filter(found -> !SYSTEM_LOGS.contains(found)).isPresent();
        Pattern regex = matchPattern.orElseGet(() -> format.get().pattern().regex());
        List<String> names =
                fieldNames.isEmpty() ? format.get().pattern().fieldNames() : fieldNames;
        try {
            LogPattern pattern = new LogPattern(regex, names, dashIsNull);
            return new ConversionOption.LogToJson(pattern, layout(option));
        } catch (IllegalArgumentException e) {
            throw option.failure(e.getMessage() + "; no line would ever be sent");
        }
    }

    private static ConversionOption metadata(Settings option) {
        option.check(KnownKeys.METADATA);
        JsonNode metadata = option.value("metadata").orElse(NullNode.getInstance());
        boolean timestamped =
                option.text("timestamp").filter(text -> text.equalsIgnoreCase("true")).isPresent();
        return new ConversionOption.AddMetadata(metadata, timestamped, layout(option));
    }

    private static JsonLayout layout(Settings option) {
        return option.oneOf("jsonFormat", JsonLayout.class).orElse(JsonLayout.COMPACT);
    }
}
