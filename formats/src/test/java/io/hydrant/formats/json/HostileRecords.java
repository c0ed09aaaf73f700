package io.hydrant.formats.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/// Makes records half-valid: a few bytes taken out, put in, swapped or doubled, often such as mean
/// something in JSON.
public final class HostileRecords {
    private static final byte[][] PIECES =
            piecesOf(
                    "{",
                    "}",
                    "[",
                    "]",
                    "\"",
                    "\\",
                    ":",
                    ",",
                    " ",
                    "\n",
                    "0",
                    "9",
                    "-",
                    "+",
                    ".",
                    "e",
                    "E1",
                    "e999999999",
                    "null",
                    "true",
                    "\\u",
                    "\\ud834",
                    "\\udd1e",
                    "NaN",
                    "ä",
                    "€",
                    "𝄞",
                    "\0",
                    "{}",
                    "[]",
                    "\"c\":",
                    "{\"c\":1}",
                    "T",
                    "Z",
                    "'",
                    "A");

    private final Random random;

    public HostileRecords(Random random) {
        this.random = random;
    }

    /// A copy with up to four changes.
    public byte[] mutated(byte[] record) {
        byte[] mutated = record.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            mutated = changed(mutated);
        }
        return mutated;
    }

    private byte[] changed(byte[] record) {
        int from = random.nextInt(record.length + 1);
        int to = Math.min(record.length, from + 1 + random.nextInt(4));
        byte[] anyByte = {(byte) random.nextInt(256)};
        byte[] piece = PIECES[random.nextInt(PIECES.length)];
        return switch (random.nextInt(6)) {
            case 0 -> joined(record, from, new byte[0], to);
            case 1 -> joined(record, from, anyByte, Math.min(record.length, from + 1));
            case 2 -> joined(record, from, anyByte, from);
            case 3 -> joined(record, from, piece, from);
            case 4 -> joined(record, from, piece, to);
            default -> joined(record, to, Arrays.copyOfRange(record, from, to), to);
        };
    }

    /// The record up to `end`, the piece, the record from `begin`.
    private static byte[] joined(byte[] record, int end, byte[] piece, int begin) {
        byte[] joined = new byte[end + piece.length + record.length - begin];
        System.arraycopy(record, 0, joined, 0, end);
        System.arraycopy(piece, 0, joined, end, piece.length);
        System.arraycopy(record, begin, joined, end + piece.length, record.length - begin);
        return joined;
    }

    private static byte[][] piecesOf(String... pieces) {
        return Arrays.stream(pieces)
                .map(piece -> piece.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }
}
