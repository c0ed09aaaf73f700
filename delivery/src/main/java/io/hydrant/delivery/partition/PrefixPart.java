package io.hydrant.delivery.partition;

import java.time.format.DateTimeFormatter;

/// One piece of a prefix expression, in order of the text.
public sealed interface PrefixPart {
    /// Text that stands for itself.
    record Literal(String text) implements PrefixPart {}

    /// `!{timestamp:<pattern>}`.
    record Timestamp(DateTimeFormatter formatter) implements PrefixPart {}

    /// `!{firehose:random-string}`: new at every occurrence.
    record RandomString() implements PrefixPart {}

    /// `!{firehose:error-output-type}`: only in error output prefixes.
    record ErrorOutputType() implements PrefixPart {}

    /// `!{partitionKeyFromQuery:<key>}`.
    record PartitionKeyFromQuery(String key) implements PrefixPart {}

    /// `!{partitionKeyFromLambda:<key>}`.
    record PartitionKeyFromLambda(String key) implements PrefixPart {}
}
