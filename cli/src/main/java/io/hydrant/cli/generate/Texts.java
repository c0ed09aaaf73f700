package io.hydrant.cli.generate;

import io.hydrant.cli.producer.JsonBytes;

import java.util.List;
import java.util.Locale;
import java.util.UUID;

/// The texts that placeholders write.
final class Texts {
    private static final String HEX = "0123456789abcdef";

    private Texts() {}

    static void uuid(Draw draw, JsonBytes out) {
        long high = draw.bits() & ~0xF000L | 0x4000L;
        long low = draw.bits() & ~(3L << 62) | 1L << 63;
        out.ascii(new UUID(high, low).toString());
    }

    /// Of a network for private use, so nobody's.
    static void ipv4(Draw draw, JsonBytes out) {
        int bits = (int) draw.bits();
        out.ascii("10.")
                .ascii(Integer.toString(bits & 255))
                .ascii(".")
                .ascii(Integer.toString(bits >>> 8 & 255))
                .ascii(".")
                .ascii(Integer.toString(bits >>> 16 & 255));
    }

    static void ipv6(Draw draw, JsonBytes out) {
        long bits = draw.bits();
        out.ascii("2001:db8");
        for (int group = 0; group < 4; group++) {
            out.ascii(":").ascii(Long.toHexString(bits >>> group * 16 & 0xFFFF));
        }
        out.ascii("::1");
    }

    static void name(Draw draw, JsonBytes out) {
        out.ascii(one(Words.FIRST_NAMES, draw)).ascii(" ").ascii(one(Words.LAST_NAMES, draw));
    }

    static void email(Draw draw, JsonBytes out) {
        out.ascii(one(Words.FIRST_NAMES, draw).toLowerCase(Locale.ROOT))
                .ascii(".")
                .ascii(one(Words.LAST_NAMES, draw).toLowerCase(Locale.ROOT))
                .ascii(Integer.toString(draw.below(1_000)))
                .ascii("@example.com");
    }

    static void path(Draw draw, JsonBytes out) {
        int depth = 1 + draw.below(3);
        for (int segment = 0; segment < depth; segment++) {
            out.ascii("/").ascii(one(Words.WORDS, draw));
        }
    }

    static Piece words(int count) {
        return (draw, out) -> writeWords(draw, out, count);
    }

    static Piece sentence(int count) {
        return (draw, out) -> {
            String first = one(Words.WORDS, draw);
            out.ascii(first.substring(0, 1).toUpperCase(Locale.ROOT)).ascii(first.substring(1));
            if (count > 1) {
                out.ascii(" ");
                writeWords(draw, out, count - 1);
            }
            out.ascii(".");
        };
    }

    static Piece hex(int count) {
        return (draw, out) -> writeLetters(draw, out, HEX, count);
    }

    static Piece digits(int count) {
        return (draw, out) -> writeLetters(draw, out, HEX.substring(0, 10), count);
    }

    private static void writeWords(Draw draw, JsonBytes out, int count) {
        for (int word = 0; word < count; word++) {
            out.ascii(word == 0 ? "" : " ").ascii(one(Words.WORDS, draw));
        }
    }

    private static void writeLetters(Draw draw, JsonBytes out, String letters, int count) {
        StringBuilder text = new StringBuilder(count);
        for (int letter = 0; letter < count; letter++) {
            text.append(letters.charAt(draw.below(letters.length())));
        }
        out.ascii(text.toString());
    }

    private static String one(List<String> list, Draw draw) {
        return list.get(draw.below(list.size()));
    }
}
