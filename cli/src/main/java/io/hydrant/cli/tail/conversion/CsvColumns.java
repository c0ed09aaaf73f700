package io.hydrant.cli.tail.conversion;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Columns between single bytes, straight from bytes to bytes.
///
/// As with the agent's `String.split`, empty columns at the end of a line are no columns: they are
/// `null`, while an empty one before another is `""`. What has no name is left out.
final class CsvColumns implements Conversion {
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};
    private static final byte[] END = {'}', '\n'};
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ESCAPES = escapes();

    /// What stands before each value: `{"a":`, `,"b":`, ...
    private final List<byte[]> names;

    private final byte delimiter;
    private byte[] json = new byte[512];
    private int jsonLength;

    CsvColumns(List<String> fieldNames, byte delimiter) {
        this.delimiter = delimiter;
        List<byte[]> quoted = new ArrayList<>();
        for (String name : fieldNames) {
            String escaped = new String(JsonStringEncoder.getInstance().quoteAsString(name));
            String opening = quoted.isEmpty() ? "{\"" : ",\"";
            quoted.add(RecordText.bytes(opening + escaped + "\":"));
        }
        this.names = List.copyOf(quoted);
    }

    @Override
    public Optional<byte[]> convert(byte[] record) {
        byte[] text = wellFormed(record);
        int lineEnd =
                text.length > 0 && text[text.length - 1] == '\n' ? text.length - 1 : text.length;
        int end = lineEnd;
        while (end > 0 && text[end - 1] == delimiter) {
            end--;
        }
        // One past the end: no column begins there. An empty line is one empty column all the same.
        int from = end == 0 && lineEnd > 0 ? 1 : 0;

        jsonLength = 0;
        for (byte[] name : names) {
            append(name, 0, name.length);
            if (from > end) {
                append(NULL, 0, NULL.length);
                continue;
            }
            int to = from;
            while (to < end && text[to] != delimiter) {
                to++;
            }
            appendQuoted(text, from, to);
            from = to + 1;
        }
        append(END, 0, END.length);
        return Optional.of(Arrays.copyOf(json, jsonLength));
    }

    private static byte[] wellFormed(byte[] record) {
        for (byte each : record) {
            if (each < 0) {
                return RecordText.bytes(new String(record, StandardCharsets.UTF_8));
            }
        }
        return record;
    }

    private void appendQuoted(byte[] text, int from, int to) {
        reserve(2 + 6 * (to - from));
        json[jsonLength++] = '"';
        for (int i = from; i < to; i++) {
            byte each = text[i];
            byte escape = each < 0 ? 0 : ESCAPES[each];
            if (escape == 0) {
                json[jsonLength++] = each;
            } else {
                appendEscaped(each, escape);
            }
        }
        json[jsonLength++] = '"';
    }

    private void appendEscaped(byte each, byte escape) {
        json[jsonLength++] = '\\';
        json[jsonLength++] = escape;
        if (escape == 'u') {
            json[jsonLength++] = '0';
            json[jsonLength++] = '0';
            json[jsonLength++] = HEX[each >> 4];
            json[jsonLength++] = HEX[each & 15];
        }
    }

    private void append(byte[] bytes, int from, int length) {
        reserve(length);
        System.arraycopy(bytes, from, json, jsonLength, length);
        jsonLength += length;
    }

    private void reserve(int more) {
        if (json.length - jsonLength < more) {
            json = Arrays.copyOf(json, Math.max(json.length * 2, jsonLength + more));
        }
    }

    /// For each ASCII character what follows the backslash; 0 for those that need none.
    private static byte[] escapes() {
        byte[] escapes = new byte[0x80];
        Arrays.fill(escapes, 0, 0x20, (byte) 'u');
        escapes['\b'] = 'b';
        escapes['\t'] = 't';
        escapes['\n'] = 'n';
        escapes['\f'] = 'f';
        escapes['\r'] = 'r';
        escapes['"'] = '"';
        escapes['\\'] = '\\';
        return escapes;
    }
}
