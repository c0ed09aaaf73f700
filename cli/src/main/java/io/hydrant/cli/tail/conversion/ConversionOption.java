package io.hydrant.cli.tail.conversion;

import com.fasterxml.jackson.databind.JsonNode;

import java.time.InstantSource;
import java.util.List;

/// One element of a flow's `dataProcessingOptions`.
public sealed interface ConversionOption {
    /// Conversions keep buffers, so each thread opens its own.
    Conversion open(InstantSource clock);

    /// `SINGLELINE`: makes one line of several.
    ///
    /// @param trimmed without the blanks around each line
    /// @param newLinesEscaped lines are joined by `\\n`, else by nothing
    record SingleLine(boolean trimmed, boolean newLinesEscaped) implements ConversionOption {
        @Override
        public Conversion open(InstantSource clock) {
            return new LineJoining(this);
        }
    }

    /// `CSVTOJSON`: columns become members of an object.
    ///
    /// @param delimiter a regular expression
    record CsvToJson(List<String> fieldNames, String delimiter, JsonLayout layout)
            implements ConversionOption {
        public CsvToJson {
            fieldNames = List.copyOf(fieldNames);
        }

        @Override
        public Conversion open(InstantSource clock) {
            return LiteralDelimiter.of(this)
                    .<Conversion>map(literal -> new CsvColumns(fieldNames, literal))
                    .orElseGet(() -> new CsvByPattern(this));
        }
    }

    /// `LOGTOJSON`: the groups of a pattern become members of an object.
    record LogToJson(LogPattern pattern, JsonLayout layout) implements ConversionOption {
        @Override
        public Conversion open(InstantSource clock) {
            return new LogFields(this);
        }
    }

    /// `ADDMETADATA`: wraps the record and says where it comes from.
    record AddMetadata(JsonNode metadata, boolean timestamped, JsonLayout layout)
            implements ConversionOption {
        @Override
        public Conversion open(InstantSource clock) {
            return new Wrapping(this, clock);
        }
    }

    /// `ADDBRACKETS`: puts curly brackets around the record.
    record AddBrackets() implements ConversionOption {
        @Override
        public Conversion open(InstantSource clock) {
            return new Brackets();
        }
    }
}
