package io.hydrant.functions.mapping;

import io.hydrant.functions.refusal.InvalidParameter;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.streams.consumer.ConsumerArn;
import io.hydrant.streams.shard.DataStreamId;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where records come from.
///
/// @param consumerArn of the registered consumer they are read as; they are polled when empty
public record EventSource(DataStreamId stream, Optional<String> consumerArn) {
    private static final Pattern STREAM =
            Pattern.compile(
                    "arn:aws[^:]*:kinesis:([a-z0-9-]+):(\\d{12}):stream/([a-zA-Z0-9_.-]{1,128})");

    /// @param arn of a data stream, or of a registered consumer of one
    /// @throws InvalidParameter for anything else
    public static EventSource parse(String arn) {
        Optional<ConsumerArn> consumer = ConsumerArn.parse(arn);
        if (consumer.isPresent()) {
            return new EventSource(consumer.get().id().stream(), Optional.of(arn));
        }
        Matcher matcher = STREAM.matcher(arn);
        if (!matcher.matches()) {
            throw new InvalidParameter("Unrecognized event source.");
        }
        return new EventSource(
                new DataStreamId(
                        new AccountId(matcher.group(2)),
                        new Region(matcher.group(1)),
                        matcher.group(3)),
                Optional.empty());
    }
}
