package io.hydrant.functions.pattern;

import io.hydrant.functions.pattern.JsonValue.Fields;
import io.hydrant.functions.pattern.JsonValue.Numeral;
import io.hydrant.functions.pattern.JsonValue.Text;
import io.hydrant.functions.pattern.PatternReader.Read;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Event patterns for records of data streams: a record passes when it matches one of them. Never
/// changes.
///
/// A pattern names `data`, which is then to be JSON, and what else is known of a record:
/// `partitionKey`, `sequenceNumber`, `approximateArrivalTimestamp` (seconds since 1970) and
/// `kinesisSchemaVersion`. A record whose data is no JSON matches no pattern that names `data`.
///
/// Source: Lambda Developer Guide, event filtering; EventBridge User Guide, event patterns.
public final class EventPatterns implements RecordFilter {
    /// As many as an account of the service may ever have.
    public static final int COUNT_MAX = 10;

    /// Of a pattern.
    public static final int CHARS_MAX = 4_096;

    private final List<Read> patterns;
    private final Set<String> names;

    private EventPatterns(List<Read> patterns) {
        this.patterns = List.copyOf(patterns);
        Set<String> all = new HashSet<>();
        patterns.forEach(pattern -> all.addAll(pattern.names()));
        this.names = Set.copyOf(all);
    }

    /// @param patterns each an object in JSON, of at most [#CHARS_MAX] characters; at most
    ///   [#COUNT_MAX]; when there is none, all records pass
    /// @throws InvalidPattern saying what is wrong with which of them
    public static RecordFilter parse(List<String> patterns) {
        if (patterns.size() > COUNT_MAX) {
            throw new InvalidPattern(
                    "there may be " + COUNT_MAX + " patterns but were " + patterns.size());
        }
        if (patterns.isEmpty()) {
            return ALL;
        }
        List<Read> read = new ArrayList<>();
        for (String pattern : patterns) {
            try {
                read.add(parse(pattern));
            } catch (InvalidPattern e) {
                throw new InvalidPattern("pattern " + (read.size() + 1) + ": " + e.getMessage());
            }
        }
        return new EventPatterns(read);
    }

    private static Read parse(String pattern) {
        if (pattern.length() > CHARS_MAX) {
            throw new InvalidPattern(
                    "it may have " + CHARS_MAX + " characters but has " + pattern.length());
        }
        return PatternReader.read(pattern);
    }

    @Override
    public boolean passes(Candidate record) {
        Map<String, JsonValue> fields = new HashMap<>();
        fields.put("partitionKey", new Text(record.partitionKey()));
        fields.put("sequenceNumber", new Text(record.sequenceNumber()));
        fields.put("approximateArrivalTimestamp", new Numeral(seconds(record.arrival())));
        fields.put("kinesisSchemaVersion", new Text("1.0"));
        Optional<JsonValue> data =
                patterns.stream().anyMatch(Read::namesData)
                        ? JsonReader.record(record.data(), names)
                        : Optional.empty();
        data.ifPresent(value -> fields.put("data", value));
        FieldRule.Event event = new FieldRule.Event(new Fields(fields));
        return patterns.stream()
                .filter(pattern -> !pattern.namesData() || data.isPresent())
                .anyMatch(pattern -> event.holds(pattern.rule()));
    }

    private static String seconds(Instant arrival) {
        BigDecimal seconds = BigDecimal.valueOf(arrival.toEpochMilli(), 3);
        return seconds.stripTrailingZeros().toPlainString();
    }
}
