package io.hydrant.observability.logs.run;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// An event as a line of a file, UTF-8:
///
/// ```
/// <timestamp> <ingestion time> <sequence> <message>\n
/// 1795258291000 1795258291024 17 START RequestId: 5f0e...
/// ```
///
/// Of the message, a line end is written `\n` and a backslash `\\`.
public final class EventLine {
    /// Heads are shorter than this.
    static final int HEAD_BYTES_MAX = 64;

    private static final int NUMBERS = 3;
    private static final int DIGITS_MAX = 18;

    private EventLine() {}

    public static void append(EventHead head, String message, ByteArrayOutputStream out) {
        String numbers = head.timestamp() + " " + head.ingestedAt() + " " + head.sequence() + " ";
        out.writeBytes(numbers.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(escaped(message).getBytes(StandardCharsets.UTF_8));
        out.write('\n');
    }

    /// Also for names that are a line's last word.
    public static String escaped(String text) {
        if (text.indexOf('\n') < 0 && text.indexOf('\\') < 0) {
            return text;
        }
        return text.replace("\\", "\\\\").replace("\n", "\\n");
    }

    public static String unescaped(String text) {
        int backslash = text.indexOf('\\');
        if (backslash < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        plain.append(text, 0, backslash);
        for (int i = backslash; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                i++;
                plain.append(text.charAt(i) == 'n' ? '\n' : text.charAt(i));
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    /// Empty for a line that a crash or somebody else left there.
    static Optional<EventHead> head(byte[] bytes, int from, int to) {
        long[] numbers = new long[NUMBERS];
        int at = from;
        for (int i = 0; i < NUMBERS; i++) {
            int start = at;
            while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
                numbers[i] = numbers[i] * 10 + bytes[at] - '0';
                at++;
            }
            if (at == start || at - start > DIGITS_MAX || at == to || bytes[at] != ' ') {
                return Optional.empty();
            }
            at++;
        }
        return Optional.of(new EventHead(numbers[0], numbers[1], numbers[2]));
    }

    /// Of a line that has a head.
    static String message(byte[] bytes, int from, int to) {
        int at = from;
        for (int i = 0; i < NUMBERS; i++) {
            while (bytes[at] != ' ') {
                at++;
            }
            at++;
        }
        return unescaped(new String(bytes, at, to - at, StandardCharsets.UTF_8));
    }
}
