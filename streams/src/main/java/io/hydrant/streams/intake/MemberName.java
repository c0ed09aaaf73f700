package io.hydrant.streams.intake;

import java.nio.charset.StandardCharsets;

/// The name of a member as the encodings write it.
public final class MemberName {
    private static final int SHORT_TEXT = 0x60;
    private static final int SHORT_TEXT_BYTES_MAX = 23;

    private final byte[] json;
    private final byte[] cbor;

    /// @param name up to 23 ASCII characters, none of which JSON escapes
    public MemberName(String name) {
        if (name.length() > SHORT_TEXT_BYTES_MAX) {
            throw new IllegalArgumentException("a member name has at most 23 characters: " + name);
        }
        json = ('"' + name + '"').getBytes(StandardCharsets.US_ASCII);
        cbor = ((char) (SHORT_TEXT + name.length()) + name).getBytes(StandardCharsets.US_ASCII);
    }

    byte[] json() {
        return json;
    }

    byte[] cbor() {
        return cbor;
    }
}
