package io.hydrant.streams.answer;

import io.hydrant.wire.json.Encoding;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// How values are written in an encoding. For one thread: an implementation may keep room for its
/// work.
public sealed interface Notation permits JsonNotation, CborNotation {
    static Notation of(Encoding encoding) {
        return switch (encoding) {
            case JSON_1_0, JSON_1_1 -> new JsonNotation();
            case CBOR_1_1 -> new CborNotation();
        };
    }

    void openMap(WireBuffer out);

    /// Begins a member; its value must follow.
    ///
    /// @param name ASCII, without quotes and backslashes
    /// @param first whether it is the first of its map
    void key(WireBuffer out, String name, boolean first);

    void closeMap(WireBuffer out);

    void openList(WireBuffer out);

    /// What stands between two members of a list.
    void separate(WireBuffer out);

    void closeList(WireBuffer out);

    default void text(WireBuffer out, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        text(out, utf8, 0, utf8.length);
    }

    void text(WireBuffer out, byte[] utf8, int start, int count);

    /// How many bytes [#text] writes.
    int textBytes(byte[] utf8, int start, int count);

    void number(WireBuffer out, long number);

    /// With the milliseconds the service keeps.
    void time(WireBuffer out, Instant instant);

    /// @param start relative to the buffer's beginning, not to its position
    void blob(WireBuffer out, ByteBuffer source, int start, int count);

    /// How many bytes [#blob] writes.
    long blobBytes(int count);

    /// How many bytes [#text] writes before the text itself, when nothing in it is escaped.
    int beforeTextBytes(int count);

    /// How many bytes [#separate] writes.
    int separatorBytes();
}
