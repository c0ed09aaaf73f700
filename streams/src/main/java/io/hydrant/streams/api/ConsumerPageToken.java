package io.hydrant.streams.api;

import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.ExpiredToken;
import io.hydrant.streams.shard.InvalidStreamArgument;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/// Where the next page of a stream's consumers starts.
///
/// Written as Base64 of `1 <stream ARN> <its creation, ms> <issued, ms> <name>`.
///
/// @param afterName the last name of the page before
record ConsumerPageToken(
        DataStreamId stream, Instant streamCreated, String afterName, Instant issued) {
    /// Source: Kinesis Data Streams API Reference, ListStreamConsumers.
    private static final Duration LIFE = Duration.ofSeconds(300);

    private static final String VERSION = "1";
    private static final int PARTS = 5;

    /// @throws InvalidStreamArgument when it is not the text of a token
    static ConsumerPageToken parse(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            String[] parts = new String(bytes, StandardCharsets.UTF_8).split(" ", -1);
            if (parts.length != PARTS || !parts[0].equals(VERSION)) {
                throw invalid();
            }
            return new ConsumerPageToken(
                    StreamReference.of(parts[1]),
                    Instant.ofEpochMilli(Long.parseLong(parts[2])),
                    parts[4],
                    Instant.ofEpochMilli(Long.parseLong(parts[3])));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw invalid();
        }
    }

    /// The name to go on behind.
    ///
    /// @throws InvalidStreamArgument when it was issued for another stream
    /// @throws ExpiredToken when it is too old
    String check(DataStreamId asked, Instant askedCreated, Instant now) {
        boolean same =
                stream.equals(asked) && streamCreated.toEpochMilli() == askedCreated.toEpochMilli();
        if (!same) {
            throw invalid();
        }
        if (now.isAfter(issued.plus(LIFE))) {
            throw new ExpiredToken(
                    "NextToken expired. It was created at %s and is valid for %d seconds."
                            .formatted(issued, LIFE.toSeconds()));
        }
        return afterName;
    }

    @Override
    public String toString() {
        String text =
                String.join(
                        " ",
                        VERSION,
                        stream.toString(),
                        Long.toString(streamCreated.toEpochMilli()),
                        Long.toString(issued.toEpochMilli()),
                        afterName);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static InvalidStreamArgument invalid() {
        return new InvalidStreamArgument("Invalid NextToken.");
    }
}
