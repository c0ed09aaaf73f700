package io.hydrant.delivery.explain;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Bytes to be looked at, of which the first are kept.
///
/// @param bytes how many there are
/// @param first of them at most [#BYTES_MAX]
public record Excerpt(long bytes, byte[] first) {
    /// Enough for whole lines of errors about records of usual size.
    public static final int BYTES_MAX = 64 << 10;

    public static Excerpt of(byte[] whole) {
        return of(ByteBuffer.wrap(whole));
    }

    /// @param whole is not moved
    public static Excerpt of(ByteBuffer whole) {
        byte[] first = new byte[Math.min(whole.remaining(), BYTES_MAX)];
        whole.get(whole.position(), first);
        return new Excerpt(whole.remaining(), first);
    }

    public boolean isCut() {
        return first.length < bytes;
    }

    /// The bytes as text; nothing when they are none, or hold control characters beside tabs and
    /// line breaks. A character that is cut off at the end is left out.
    public Optional<String> text() {
        CharsetDecoder decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer text = CharBuffer.allocate(first.length);
        CoderResult result = decoder.decode(ByteBuffer.wrap(first), text, !isCut());
        String read = text.flip().toString();
        boolean plain = read.chars().allMatch(c -> c >= ' ' && c != 0x7f || isSpacing(c));
        return result.isError() || !plain ? Optional.empty() : Optional.of(read);
    }

    private static boolean isSpacing(int character) {
        return character == '\t' || character == '\n' || character == '\r';
    }
}
