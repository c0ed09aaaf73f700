package io.hydrant.delivery.partition;

import io.hydrant.delivery.partition.PrefixPart.ErrorOutputType;
import io.hydrant.delivery.partition.PrefixPart.Literal;
import io.hydrant.delivery.partition.PrefixPart.PartitionKeyFromLambda;
import io.hydrant.delivery.partition.PrefixPart.PartitionKeyFromQuery;
import io.hydrant.delivery.partition.PrefixPart.RandomString;
import io.hydrant.delivery.partition.PrefixPart.Timestamp;
import io.hydrant.kernel.error.InvalidArgument;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/// A prefix as configured, parsed once: literal text mixed with expressions `!{namespace:value}`.
///
/// Immutable. Source: Firehose Developer Guide, custom prefixes for Amazon S3 objects.
public record PrefixExpression(List<PrefixPart> parts) {
    static final int RANDOM_CHARS = 11;
    private static final HexFormat HEX = HexFormat.of();

    public PrefixExpression {
        parts = List.copyOf(parts);
    }

    /// @throws InvalidPrefix when the text is not a prefix expression, with the service's message
    public static PrefixExpression parse(String text) {
        return new PrefixExpression(PrefixParser.parse(text));
    }

    /// Whether there is anything but literal text.
    public boolean hasExpressions() {
        return has(part -> !(part instanceof Literal));
    }

    public boolean hasErrorOutputType() {
        return has(ErrorOutputType.class::isInstance);
    }

    public boolean hasPartitionKeys() {
        return has(
                part ->
                        part instanceof PartitionKeyFromQuery
                                || part instanceof PartitionKeyFromLambda);
    }

    /// The keys the expression takes from the metadata extraction query, in order of the text.
    public List<String> queryKeys() {
        return parts.stream()
                .filter(PartitionKeyFromQuery.class::isInstance)
                .map(part -> ((PartitionKeyFromQuery) part).key())
                .distinct()
                .toList();
    }

    /// The keys the expression takes from the transforming function, in order of the text.
    public List<String> lambdaKeys() {
        return parts.stream()
                .filter(PartitionKeyFromLambda.class::isInstance)
                .map(part -> ((PartitionKeyFromLambda) part).key())
                .distinct()
                .toList();
    }

    /// Whether these keys hold all that the expression asks for: a record without them cannot be
    /// delivered under this prefix.
    public boolean isCoveredBy(PartitionKeys keys) {
        return keys.fromQuery().keySet().containsAll(queryKeys())
                && keys.fromLambda().keySet().containsAll(lambdaKeys());
    }

    /// The text the expression stands for. Nothing is added to it.
    ///
    /// @throws InvalidArgument when a partition key or the error output type is asked for and not
    ///   given
    String evaluate(Occasion occasion) {
        StringBuilder text = new StringBuilder();
        for (PrefixPart part : parts) {
            switch (part) {
                case Literal literal -> text.append(literal.text());
                case Timestamp timestamp ->
                        timestamp.formatter().formatTo(occasion.oldestArrival(), text);
                case RandomString _ -> text.append(randomString(occasion.random()));
                case ErrorOutputType _ -> text.append(folder(occasion.error()));
                case PartitionKeyFromQuery query ->
                        text.append(value(query.key(), occasion.keys().fromQuery()));
                case PartitionKeyFromLambda lambda ->
                        text.append(value(lambda.key(), occasion.keys().fromLambda()));
            }
        }
        return text.toString();
    }

    private boolean has(Predicate<PrefixPart> wanted) {
        return parts.stream().anyMatch(wanted);
    }

    /// The first 11 characters of a random UUID, as in the guide's sample `046b6c7f-0b`.
    private static String randomString(RandomGenerator random) {
        String digits = HEX.toHexDigits(random.nextLong(), 10);
        return digits.substring(0, 8) + "-" + digits.substring(8);
    }

    private static String folder(Optional<ErrorOutput> error) {
        return error.map(ErrorOutput::folder)
                .orElseThrow(
                        () -> new InvalidArgument("only an error prefix has an error output type"));
    }

    private static String value(String key, Map<String, String> keys) {
        String value = keys.get(key);
        if (value == null) {
            throw new InvalidArgument("the prefix asks for partition key '" + key + "': not given");
        }
        return value;
    }
}
