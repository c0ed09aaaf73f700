package io.hydrant.delivery.partition;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Where a sink's objects go: the prefix of its data and the prefix of its error output.
/// - A prefix of literal text only gets the default time `yyyy/MM/dd/HH/` appended; one with any
///   expression is taken as it is. No slash is ever inserted.
/// - An error prefix with expressions is taken as it is; one of literal text only gets
///   `<type>/yyyy/MM/dd/HH/` appended; without one, the data's literal prefix gets it.
///
/// Immutable. Source: Firehose Developer Guide, custom prefixes for Amazon S3 objects.
public final class Prefixes {
    /// Limit of an evaluated prefix, not counting what is appended by default.
    public static final int EVALUATED_CHARS_MAX = 512;

    private static final DateTimeFormatter DEFAULT_TIME =
            DateTimeFormatter.ofPattern("yyyy/MM/dd/HH/", Locale.US);

    /// The only one that the service does not wrap.
    private static final String KEYS_WITHOUT_PARTITIONING =
            "Dynamic Partitioning Namespaces can only be part of a prefix expression when Dynamic"
                    + " Partitioning is enabled.";

    private final PrefixExpression data;
    private final PrefixExpression errors;

    private Prefixes(PrefixExpression data, PrefixExpression errors) {
        this.data = data;
        this.errors = errors;
    }

    /// Whether a delivery stream may take partition keys from its records.
    public enum Partitioning {
        NONE,
        DYNAMIC
    }

    /// The first rule that these prefixes of a new or updated sink break, in the service's words
    /// and with its wrapper (its typo included); empty when they are fine.
    ///
    /// @param prefix as configured, or empty text for none
    /// @param errorPrefix as configured, or empty text for none
    /// @param at what timestamps are evaluated for when their length is checked
    public static Optional<String> violation(
            String prefix, String errorPrefix, Partitioning partitioning, ZonedDateTime at) {
        try {
            Prefixes prefixes = parse(prefix, errorPrefix);
            prefixes.check(partitioning);
            if (partitioning == Partitioning.NONE && prefixes.data.hasPartitionKeys()) {
                return Optional.of(KEYS_WITHOUT_PARTITIONING);
            }
            prefixes.checkLengths(at);
            return Optional.empty();
        } catch (InvalidPrefix refusal) {
            return Optional.of(wrapped(refusal.getMessage()));
        }
    }

    /// The rule that these prefixes break at a destination which knows no expressions (Redshift).
    public static Optional<String> violationWithoutExpressions(String prefix, String errorPrefix) {
        return prefix.contains("!{") || !errorPrefix.isEmpty()
                ? Optional.of(
                        wrapped(
                                "Prefix Expressions or ErrorOutputPrefix is currently not"
                                        + " supported for this destination"))
                : Optional.empty();
    }

    /// Parses prefixes that [#violation] found nothing wrong with.
    ///
    /// @throws InvalidPrefix when a text is not a prefix expression
    public static Prefixes parse(String prefix, String errorPrefix) {
        return new Prefixes(PrefixExpression.parse(prefix), PrefixExpression.parse(errorPrefix));
    }

    public PrefixExpression data() {
        return data;
    }

    /// The prefix of an object of delivered records.
    ///
    /// @param oldestArrival arrival of the oldest record in the object
    public String evaluate(
            Instant oldestArrival, ZoneId zone, RandomGenerator random, PartitionKeys keys) {
        ZonedDateTime arrival = oldestArrival.atZone(zone);
        String prefix = data.evaluate(new Occasion(arrival, random, keys, Optional.empty()));
        return data.hasExpressions() ? prefix : prefix + DEFAULT_TIME.format(arrival);
    }

    /// The prefix of an object of failed records.
    ///
    /// @param oldestArrival arrival of the oldest record in the object
    public String evaluateErrors(
            Instant oldestArrival, ZoneId zone, RandomGenerator random, ErrorOutput error) {
        ZonedDateTime arrival = oldestArrival.atZone(zone);
        PrefixExpression chosen = errors.parts().isEmpty() ? data : errors;
        String prefix =
                chosen.evaluate(
                        new Occasion(arrival, random, PartitionKeys.NONE, Optional.of(error)));
        return chosen.hasExpressions()
                ? prefix
                : prefix + error.folder() + "/" + DEFAULT_TIME.format(arrival);
    }

    private void check(Partitioning partitioning) {
        refuseIf(
                data.hasErrorOutputType(),
                "Prefix must not contain any occurrence of !{firehose:error-output-type}");
        refuseIf(
                data.hasExpressions() && errors.parts().isEmpty(),
                "ErrorOutputPrefix cannot be null or empty when Prefix contains expressions");
        refuseIf(
                errors.hasPartitionKeys(),
                "Dynamic Partitioning Namespaces can't be part of an error prefix expression");
        refuseIf(
                errors.hasExpressions() && !errors.hasErrorOutputType(),
                "ErrorOutputPrefix must contain at least one occurrence of"
                        + " !{firehose:error-output-type}");
        refuseIf(
                partitioning == Partitioning.DYNAMIC && !data.hasPartitionKeys(),
                "S3 Prefix should contain Dynamic Partitioning namespaces when Dynamic Partitioning"
                        + " is enabled");
    }

    private void checkLengths(ZonedDateTime at) {
        refuseIf(
                shortestChars(data, at) > EVALUATED_CHARS_MAX,
                "Length of evaluated prefix cannot be greater than 512");
        refuseIf(
                shortestChars(errors, at) > EVALUATED_CHARS_MAX,
                "Length of evaluated ErrorOutputPrefix cannot be greater than 512");
    }

    /// Length of the evaluated prefix with all partition keys empty, which nobody knows yet.
    private static int shortestChars(PrefixExpression expression, ZonedDateTime at) {
        int keysAside = 0;
        for (PrefixPart part : expression.parts()) {
            keysAside +=
                    switch (part) {
                        case PrefixPart.Literal literal -> literal.text().length();
                        case PrefixPart.Timestamp time -> time.formatter().format(at).length();
                        case PrefixPart.RandomString _ -> PrefixExpression.RANDOM_CHARS;
                        case PrefixPart.ErrorOutputType _ ->
                                ErrorOutput.PROCESSING_FAILED.folder().length();
                        case PrefixPart.PartitionKeyFromQuery _ -> 0;
                        case PrefixPart.PartitionKeyFromLambda _ -> 0;
                    };
        }
        return keysAside;
    }

    private static void refuseIf(boolean broken, String message) {
        if (broken) {
            throw new InvalidPrefix(message);
        }
    }

    private static String wrapped(String message) {
        return "Ths supplied prefix(es) do not satisfy the following constraint: " + message;
    }
}
