package io.hydrant.query.store;

import io.hydrant.query.refusal.InvalidRequest;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.CRC32;

/// Where a listing goes on. Opaque to clients: Base64 of its kind, the CRC-32 of kind and place,
/// and the place, a line each. The sum tells a damaged token, which could otherwise go on somewhere
/// else. A token gives no right that a request without it has not.
public final class ListPlace {
    private ListPlace() {}

    /// @param kind the operation that makes it, and the only one that reads it
    public static String token(String kind, String place) {
        byte[] plain =
                (kind + "\n" + sum(kind, place) + "\n" + place).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain);
    }

    /// @param token empty to start at the first
    /// @throws InvalidRequest when it is none of this kind
    public static Optional<String> of(String kind, Optional<String> token) {
        return token.map(text -> decoded(kind, text));
    }

    private static String decoded(String kind, String token) {
        try {
            String plain = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            String[] lines = plain.split("\n", 3);
            if (lines.length == 3
                    && lines[0].equals(kind)
                    && lines[1].equals(sum(kind, lines[2]))) {
                return lines[2];
            }
        } catch (IllegalArgumentException _) {
            throw new InvalidRequest("NextToken is not valid: it is none of this operation's.");
        }
        throw new InvalidRequest("NextToken is not valid: it is none of this operation's.");
    }

    private static String sum(String kind, String place) {
        CRC32 sum = new CRC32();
        sum.update((kind + "\n" + place).getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(sum.getValue());
    }
}
