package io.hydrant.query.engine.scan;

import io.hydrant.formats.schema.Column;
import io.hydrant.query.refusal.QueryFailure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The values of a key as the properties `projection.<key>.*` of its table give them.
record ProjectedKey(TableLayout table, Column key, Instant now) {
    /// Of one key.
    static final int VALUES_MAX = 1_000_000;

    static ProjectedKey of(TableLayout table, Column key, Instant now) {
        return new ProjectedKey(table, key, now);
    }

    static Optional<String> type(TableLayout table, String key) {
        return Optional.ofNullable(table.parameters().get("projection." + key + ".type"))
                .map(text -> text.strip().toLowerCase(Locale.ROOT));
    }

    /// @param filter asked for keys whose values only the query can name
    List<String> values(FilterValues filter) throws QueryFailure {
        String type = type(table, key.name()).orElse("");
        return switch (type) {
            case "enum" -> Arrays.stream(require("values").split(",")).map(String::strip).toList();
            case "integer" -> integers();
            case "date" -> new ProjectedDates(this).values();
            case "injected" -> injected(filter);
            default -> throw wrong("type", type);
        };
    }

    private List<String> integers() throws QueryFailure {
        String[] range = require("range").split(",");
        if (range.length != 2) {
            throw wrong("range", require("range"));
        }
        long min = number("range", range[0].strip());
        long max = number("range", range[1].strip());
        long step = number("interval", find("interval").orElse("1"));
        long digits = number("digits", find("digits").orElse("1"));
        if (step < 1) {
            throw wrong("interval", Long.toString(step));
        }
        if (digits < 1 || digits > 30) {
            throw wrong("digits", Long.toString(digits));
        }
        List<String> values = new ArrayList<>();
        for (long value = min; value <= max; value += step) {
            requireFew(values.size());
            values.add(("%0" + digits + "d").formatted(value));
        }
        return values;
    }

    void requireFew(int count) throws QueryFailure {
        if (count >= VALUES_MAX) {
            throw QueryFailure.user(
                    "HIVE_EXCEEDED_PARTITION_LIMIT",
                    "Partition key '%s' of table %s is projected to more than %d values"
                            .formatted(key.name(), table.name(), VALUES_MAX));
        }
    }

    private List<String> injected(FilterValues filter) throws QueryFailure {
        List<String> values = filter.find();
        if (values.isEmpty()) {
            throw QueryFailure.user(
                    "CONSTRAINT_VIOLATION",
                    ("For the injected projected partition column %s, the WHERE clause must"
                                    + " contain only static equality conditions, and at least one"
                                    + " such condition must be present.")
                            .formatted(key.name()));
        }
        return values;
    }

    Optional<String> find(String property) {
        return Optional.ofNullable(
                        table.parameters().get("projection." + key.name() + "." + property))
                .map(String::strip);
    }

    String require(String property) throws QueryFailure {
        return find(property)
                .orElseThrow(
                        () ->
                                QueryFailure.user(
                                        "HIVE_METASTORE_ERROR",
                                        "Table %s has no property projection.%s.%s"
                                                .formatted(table.name(), key.name(), property)));
    }

    long number(String property, String text) throws QueryFailure {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw wrong(property, text);
        }
    }

    QueryFailure wrong(String property, String value) {
        return QueryFailure.user(
                "HIVE_METASTORE_ERROR",
                "Table %s has an invalid property projection.%s.%s: '%s'"
                        .formatted(table.name(), key.name(), property, value));
    }
}
