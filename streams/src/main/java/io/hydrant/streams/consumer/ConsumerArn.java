package io.hydrant.streams.consumer;

import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.streams.shard.DataStreamId;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Names one registration of a consumer: one registered again under the same name has another.
///
/// Written `<stream ARN>/consumer/<name>:<seconds>`.
///
/// @param seconds of its creation, since 1970; a later registration's is greater
public record ConsumerArn(ConsumerId id, long seconds) {
    private static final Pattern SHAPE =
            Pattern.compile(
                    "arn:aws[^:]*:kinesis:([a-z0-9-]+):(\\d{12}):stream/([a-zA-Z0-9_.-]{1,128})"
                            + "/consumer/([a-zA-Z0-9_.-]{1,128}):(\\d{1,12})");

    public ConsumerArn {
        if (seconds < 0) {
            throw new InvalidArgument("consumer seconds must be at least 0 but was " + seconds);
        }
    }

    /// Empty when the text is not the ARN of a consumer.
    public static Optional<ConsumerArn> parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        DataStreamId stream =
                new DataStreamId(
                        new AccountId(matcher.group(2)),
                        new Region(matcher.group(1)),
                        matcher.group(3));
        return Optional.of(
                new ConsumerArn(
                        new ConsumerId(stream, matcher.group(4)),
                        Long.parseLong(matcher.group(5))));
    }

    @Override
    public String toString() {
        return id + ":" + seconds;
    }
}
