package io.hydrant.cli.tail.agent;

import io.hydrant.cli.tail.conversion.ConversionOption;
import io.hydrant.cli.tail.file.FilePattern;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// One element of `flows`: which files go where, and how.
public record Flow(
        FilePattern files,
        FlowDestination destination,
        InitialPosition initialPosition,
        Parsing parsing,
        Buffering buffering,
        Polling polling,
        List<ConversionOption> conversions) {
    public Flow {
        conversions = List.copyOf(conversions);
    }

    /// As the agent names its flows.
    public String id() {
        return destination.id() + ":" + files;
    }

    /// Where files begin that are there when the flow is first run.
    public enum InitialPosition {
        START_OF_FILE,
        END_OF_FILE
    }

    /// How records are found in a file.
    ///
    /// @param multiLineStart what the first line of a record begins with; empty: a record is a line
    /// @param footer a record that matches as a whole ends the file
    /// @param truncatedTerminator the end of a record that had to be cut
    public record Parsing(
            Optional<Pattern> multiLineStart,
            int skipHeaderLines,
            Optional<Pattern> footer,
            String truncatedTerminator) {
        public byte[] terminator() {
            return truncatedTerminator.getBytes(StandardCharsets.UTF_8);
        }
    }

    /// When a batch is sent; whichever limit is met first.
    public record Buffering(Duration maxAge, int maxRecords, int maxBytes) {}

    /// How often files are looked at.
    ///
    /// @param poll the time between two looks for more
    /// @param refreshMax the longest time between two looks at the folder
    public record Polling(Duration poll, Duration refreshMax) {}
}
