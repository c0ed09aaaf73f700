package io.hydrant.streams.stream;

import io.hydrant.streams.shard.InvalidStreamArgument;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/// What starting and stopping of encryption must obey. Each gives the stream in UPDATING.
///
/// Source: Kinesis Data Streams API Reference.
public final class EncryptionRules {
    private static final int CALLS_MAX = 25;
    private static final Pattern KEY_ARN =
            Pattern.compile("arn:aws[^:]*:kms:[a-z0-9-]+:\\d{12}:(key|alias)/\\S+");

    private EncryptionRules() {}

    /// @param keyId id, ARN or alias of a key; described as it was given
    public static DataStream start(DataStream stream, String keyId, Instant now) {
        if (keyId.startsWith("arn:") && !KEY_ARN.matcher(keyId).matches()) {
            throw new InvalidStreamArgument(
                    "KeyId " + keyId + " is not the ARN of a key or of an alias.");
        }
        stream.requireActive();
        StreamEncryption before = stream.options().encryption();
        return updating(
                stream,
                new StreamEncryption(
                        Optional.of(keyId),
                        RecentCalls.with(
                                before.starts(), now, CALLS_MAX, refusal(stream, "started")),
                        before.stops()));
    }

    public static DataStream stop(DataStream stream, Instant now) {
        stream.requireActive();
        StreamEncryption before = stream.options().encryption();
        return updating(
                stream,
                new StreamEncryption(
                        Optional.empty(),
                        before.starts(),
                        RecentCalls.with(
                                before.stops(), now, CALLS_MAX, refusal(stream, "stopped"))));
    }

    private static DataStream updating(DataStream stream, StreamEncryption encryption) {
        return stream.with(stream.options().with(encryption)).in(StreamStatus.UPDATING);
    }

    private static String refusal(DataStream stream, String what) {
        return "Encryption of %s was %s %d times in the last 24 hours, which is the limit."
                .formatted(stream.described(), what, CALLS_MAX);
    }
}
