package io.hydrant.streams.api;

import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.InvalidStreamArgument;
import io.hydrant.streams.shard.ShardId;
import io.hydrant.streams.shard.ShardNotFound;
import io.hydrant.wire.auth.Caller;
import io.hydrant.wire.json.ApiCall;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The stream a request means, by name, by ARN or by both.
final class StreamReference {
    private static final Pattern ARN =
            Pattern.compile(
                    "arn:aws[^:]*:kinesis:([a-z0-9-]+):(\\d{12}):stream/([a-zA-Z0-9_.-]{1,128})");

    private static final Pattern CONSUMER =
            Pattern.compile(
                    "arn:aws[^:]*:kinesis:[a-z0-9-]+:\\d{12}:stream/[a-zA-Z0-9_.-]{1,128}"
                            + "/consumer/[a-zA-Z0-9_.-]+:\\d+");

    private static final Pattern SHARD = Pattern.compile("(?:[^-]*-)?0*(\\d{1,10})");

    private StreamReference() {}

    /// @param name null when the request has none
    /// @param arn null when the request has none
    static DataStreamId of(ApiCall call, String name, String arn) {
        return of(call.caller(), Optional.ofNullable(name), Optional.ofNullable(arn));
    }

    /// A name means a stream of the caller's account and region; an ARN names its own.
    ///
    /// @throws InvalidStreamArgument when neither is given, or both and they disagree
    static DataStreamId of(Caller caller, Optional<String> name, Optional<String> arn) {
        if (arn.isEmpty()) {
            return new DataStreamId(
                    caller.account(),
                    caller.region(),
                    name.orElseThrow(
                            () ->
                                    new InvalidStreamArgument(
                                            "Either StreamName or StreamARN must be specified.")));
        }
        DataStreamId stream = of(arn.get());
        if (name.isPresent() && !name.get().equals(stream.name())) {
            throw new InvalidStreamArgument(
                    "StreamName %s and StreamARN %s do not name the same stream."
                            .formatted(name.get(), arn.get()));
        }
        return stream;
    }

    /// Whether it is the ARN of a data stream, or absent.
    static boolean isArn(Optional<String> arn) {
        return arn.isEmpty() || ARN.matcher(arn.get()).matches();
    }

    /// @throws InvalidStreamArgument when it is not the ARN of a data stream
    static DataStreamId of(String arn) {
        Matcher matcher = ARN.matcher(arn);
        if (!matcher.matches()) {
            throw new InvalidStreamArgument(arn + " is not the ARN of a data stream.");
        }
        return new DataStreamId(
                new AccountId(matcher.group(2)), new Region(matcher.group(1)), matcher.group(3));
    }

    /// Whether an ARN is that of a registered consumer rather than of a stream.
    static boolean isConsumer(String arn) {
        return CONSUMER.matcher(arn).matches();
    }

    /// The service looks at the number only, with or without something and a dash before it:
    /// `shardId-000000000003`, `shard-3` and `3` are the same.
    ///
    /// Source: tests of the emulator kinesalite, which were run against the service.
    ///
    /// @throws ShardNotFound when the text has no such number
    static ShardId shard(DataStreamId stream, String shardId) {
        Matcher matcher = SHARD.matcher(shardId);
        if (matcher.matches()) {
            long index = Long.parseLong(matcher.group(1));
            if (index <= Integer.MAX_VALUE) {
                return new ShardId(index);
            }
        }
        throw ShardNotFound.changing(stream, shardId);
    }
}
