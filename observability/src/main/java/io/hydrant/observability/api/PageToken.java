package io.hydrant.observability.api;

import io.hydrant.observability.logs.refusal.InvalidParameter;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.CRC32;

/// Where a listing goes on. Opaque to clients: Base64 of its kind, the CRC-32 of kind and place,
/// and the place, a line each. The sum tells a damaged token, which could otherwise go on somewhere
/// else. A token gives no right that a request without it has not.
final class PageToken {
    private PageToken() {}

    /// @param kind the operation that makes it, and the only one that reads it
    /// @param place the last that was listed; empty at the end
    /// @return null at the end, as models have it
    static String text(String kind, Optional<String> place) {
        return place.map(last -> encoded(kind, last)).orElse(null);
    }

    private static String encoded(String kind, String place) {
        byte[] plain =
                (kind + "\n" + sum(kind, place) + "\n" + place).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain);
    }

    private static String sum(String kind, String place) {
        CRC32 sum = new CRC32();
        sum.update((kind + "\n" + place).getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(sum.getValue());
    }

    /// @param token null to start at the first
    /// @throws InvalidParameter when it is none of this kind
    static Optional<String> place(String kind, String token) {
        return Optional.ofNullable(token).map(text -> decoded(kind, text));
    }

    private static String decoded(String kind, String token) {
        String[] lines = plain(token).split("\n", 3);
        if (lines.length != 3 || !lines[0].equals(kind) || !lines[1].equals(sum(kind, lines[2]))) {
            throw invalid();
        }
        return lines[2];
    }

    private static String plain(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw invalid();
        }
    }

    static InvalidParameter invalid() {
        return new InvalidParameter("The specified nextToken is invalid.");
    }
}
