package io.hydrant.catalog.expression;

import io.hydrant.catalog.refusal.InvalidInput;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// How values of a partition key compare.
///
/// Source: Glue API Reference, GetPartitions; texts of refusals as clients report them.
enum KeyType {
    TEXT("string"),
    WHOLE("integer"),
    DECIMAL("decimal"),
    DATE("date"),
    TIMESTAMP("timestamp");

    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]{1,40}");
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?([0-9]{1,80}(\\.[0-9]{0,80})?|\\.[0-9]{1,80})");
    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern MOMENT =
            Pattern.compile(
                    "[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?");

    private final String spoken;

    KeyType(String spoken) {
        this.spoken = spoken;
    }

    /// @param hiveType as the table has it, such as `decimal(10,2)`
    /// @throws InvalidInput when values of the type cannot be compared
    static KeyType of(String hiveType) {
        String type = hiveType.toLowerCase(Locale.ROOT).strip();
        int parameters = type.indexOf('(');
        return switch (parameters < 0 ? type : type.substring(0, parameters).strip()) {
            case "string", "char", "varchar" -> TEXT;
            case "tinyint", "smallint", "int", "integer", "bigint", "long" -> WHOLE;
            case "decimal" -> DECIMAL;
            case "date" -> DATE;
            case "timestamp" -> TIMESTAMP;
            default -> throw new InvalidInput("Unknown type : '" + hiveType + "'");
        };
    }

    /// The value that a text says; empty when it says none of this type.
    Optional<KeyValue> value(String text) {
        try {
            return switch (this) {
                case TEXT -> Optional.of(new KeyValue.Text(text));
                case WHOLE -> numeric(INTEGER, text);
                case DECIMAL -> numeric(NUMBER, text);
                case DATE ->
                        DAY.matcher(text).matches()
                                ? Optional.of(
                                        new KeyValue.Moment(LocalDate.parse(text).atStartOfDay()))
                                : Optional.empty();
                case TIMESTAMP ->
                        MOMENT.matcher(text).matches()
                                ? Optional.of(
                                        new KeyValue.Moment(
                                                LocalDateTime.parse(text.replace(' ', 'T'))))
                                : Optional.empty();
            };
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static Optional<KeyValue> numeric(Pattern form, String text) {
        return form.matcher(text).matches()
                ? Optional.of(new KeyValue.Numeric(new BigDecimal(text)))
                : Optional.empty();
    }

    /// @throws InvalidInput when a literal says no value of this type
    KeyValue literal(String text) {
        return value(text)
                .orElseThrow(
                        () ->
                                new InvalidInput(
                                        "\"%s\" is not %s %s."
                                                .formatted(
                                                        text, this == WHOLE ? "an" : "a", spoken)));
    }
}
