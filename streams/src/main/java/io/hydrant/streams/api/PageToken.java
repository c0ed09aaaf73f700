package io.hydrant.streams.api;

import io.hydrant.streams.shard.ExpiredToken;
import io.hydrant.streams.shard.InvalidStreamArgument;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32;

/// Where a listing goes on. Opaque to clients: Base64 of its kind, its time in milliseconds since
/// 1970, its parts and the CRC-32 of all that, a line each. The sum tells a damaged token, which
/// could otherwise go on somewhere else. A token gives no right that a request without it has not.
///
/// @param kind the operation that made it, and the only one that reads it
/// @param parts what the operation keeps in it; no part may hold a line break
record PageToken(String kind, Instant issued, List<String> parts) {
    /// Source: Kinesis Data Streams API Reference, ListShards.
    private static final Duration LIFE = Duration.ofSeconds(300);

    PageToken {
        parts = List.copyOf(parts);
    }

    String text() {
        List<String> lines = new ArrayList<>();
        lines.add(kind);
        lines.add(Long.toString(issued.toEpochMilli()));
        lines.addAll(parts);
        lines.add(sum(lines));
        byte[] plain = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain);
    }

    private static String sum(List<String> lines) {
        CRC32 sum = new CRC32();
        sum.update(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(sum.getValue());
    }

    /// @throws InvalidStreamArgument when it is none of this kind
    /// @throws ExpiredToken when it is older than 300 seconds
    static PageToken read(String kind, String text, Instant now) {
        PageToken token = parse(kind, text);
        if (now.isAfter(token.issued().plus(LIFE))) {
            throw new ExpiredToken(
                    "NextToken expired: it is older than " + LIFE.toSeconds() + " seconds.");
        }
        return token;
    }

    private static PageToken parse(String kind, String text) {
        try {
            byte[] plain = Base64.getUrlDecoder().decode(text);
            List<String> lines =
                    Arrays.asList(new String(plain, StandardCharsets.UTF_8).split("\n", -1));
            List<String> summed = lines.subList(0, lines.size() - 1);
            if (summed.size() > 2
                    && summed.getFirst().equals(kind)
                    && lines.getLast().equals(sum(summed))) {
                Instant issued = Instant.ofEpochMilli(Long.parseLong(summed.get(1)));
                return new PageToken(kind, issued, summed.subList(2, summed.size()));
            }
        } catch (IllegalArgumentException _) {
            throw new InvalidStreamArgument("Invalid NextToken.");
        }
        throw new InvalidStreamArgument("Invalid NextToken.");
    }
}
