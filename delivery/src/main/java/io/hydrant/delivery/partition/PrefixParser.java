package io.hydrant.delivery.partition;

import io.hydrant.delivery.partition.PrefixPart.ErrorOutputType;
import io.hydrant.delivery.partition.PrefixPart.Literal;
import io.hydrant.delivery.partition.PrefixPart.PartitionKeyFromLambda;
import io.hydrant.delivery.partition.PrefixPart.PartitionKeyFromQuery;
import io.hydrant.delivery.partition.PrefixPart.RandomString;
import io.hydrant.delivery.partition.PrefixPart.Timestamp;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads prefix expressions.
///
///     prefix     = *( literal / expression )
///     expression = "!{" namespace ":" value "}"     ; no "}" and no "!{" inside
///
/// The messages are the service's; those the references do not give end in the expression meant.
final class PrefixParser {
    private static final String OPENING = "!{";
    private static final String MISUSED = "Invalid expression usage";
    private static final String BAD_VALUE =
            "Invalid conversion character used in the value of the expression ";

    private PrefixParser() {}

    static List<PrefixPart> parse(String text) {
        List<PrefixPart> parts = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int opening = text.indexOf(OPENING, at);
            int literalEnd = opening < 0 ? text.length() : opening;
            if (literalEnd > at) {
                parts.add(new Literal(text.substring(at, literalEnd)));
            }
            if (opening < 0) {
                break;
            }
            int closing = text.indexOf('}', opening);
            if (closing < 0) {
                throw new InvalidPrefix(MISUSED);
            }
            parts.add(expression(text.substring(opening + OPENING.length(), closing)));
            at = closing + 1;
        }
        return parts;
    }

    private static PrefixPart expression(String inside) {
        int colon = inside.indexOf(':');
        if (inside.contains(OPENING) || colon < 0) {
            throw new InvalidPrefix(MISUSED);
        }
        String namespace = inside.substring(0, colon);
        String value = inside.substring(colon + 1);
        PrefixPart part =
                switch (namespace) {
                    case "timestamp" -> timestamp(value);
                    case "firehose" -> firehose(value);
                    case "partitionKeyFromQuery" -> new PartitionKeyFromQuery(value);
                    case "partitionKeyFromLambda" -> new PartitionKeyFromLambda(value);
                    default ->
                            throw new InvalidPrefix(
                                    "Namespace to the left of colon ("
                                            + namespace
                                            + ") is an invalid keyword!");
                };
        if (value.isEmpty()) {
            throw new InvalidPrefix(MISUSED);
        }
        return part;
    }

    private static PrefixPart firehose(String value) {
        return switch (value) {
            case "random-string" -> new RandomString();
            case "error-output-type" -> new ErrorOutputType();
            case "" -> throw new InvalidPrefix(MISUSED);
            default -> throw new InvalidPrefix(BAD_VALUE + "!{firehose:" + value + "}");
        };
    }

    /// The pattern's letters are those of java.time, which are the service's. The locale is fixed:
    /// month names and week years must not depend on where the server runs.
    private static PrefixPart timestamp(String pattern) {
        if (pads(pattern)) {
            throw badPattern(pattern);
        }
        try {
            return new Timestamp(DateTimeFormatter.ofPattern(pattern, Locale.US));
        } catch (IllegalArgumentException _) {
            throw badPattern(pattern);
        }
    }

    /// A pad modifier fails at some dates and not at others (`pd` from the tenth on), long after
    /// anybody could be told: refused, as the service refuses a lone `p`.
    private static boolean pads(String pattern) {
        boolean quoted = false;
        for (int i = 0; i < pattern.length(); i++) {
            char letter = pattern.charAt(i);
            if (letter == '\'') {
                quoted = !quoted;
            } else if (letter == 'p' && !quoted) {
                return true;
            }
        }
        return false;
    }

    private static InvalidPrefix badPattern(String pattern) {
        return new InvalidPrefix(BAD_VALUE + "!{timestamp:" + pattern + "}");
    }
}
