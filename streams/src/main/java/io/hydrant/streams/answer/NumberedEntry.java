package io.hydrant.streams.answer;

import io.hydrant.streams.shard.SequenceDigits;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// The bytes of a map that begins with a sequence number; they are the same for many records but
/// for its digits. For one thread.
public final class NumberedEntry {
    private static final byte[] NO_DIGITS =
            "0".repeat(SequenceDigits.CHARS).getBytes(StandardCharsets.US_ASCII);

    private final byte[] bytes;
    private final int digitsStart;

    /// @param rest writes what follows the number
    public NumberedEntry(Notation notation, Consumer<WireBuffer> rest) {
        WireBuffer entry = WireBuffer.growing(128);
        notation.openMap(entry);
        notation.key(entry, "SequenceNumber", true);
        digitsStart = entry.size() + notation.beforeTextBytes(NO_DIGITS.length);
        notation.text(entry, NO_DIGITS, 0, NO_DIGITS.length);
        rest.accept(entry);
        bytes = entry.toBytes();
    }

    public int lengthBytes() {
        return bytes.length;
    }

    public void write(SequenceDigits digits, WireBuffer out) {
        digits.copyTo(bytes, digitsStart);
        out.put(bytes);
    }
}
