package io.hydrant.cli.replay;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The fields of one row of CSV, as places in its bytes. For one thread.
///
/// Source: RFC 4180; blanks around a field are left out, as the TLC's older headers have them.
final class CsvFields {
    private byte[] row = new byte[0];
    private int[] starts = new int[32];
    private int[] ends = new int[32];
    private int count;

    /// Whether the row ends inside of quotes: it goes on in the next line.
    static boolean isOpen(byte[] row) {
        boolean open = false;
        for (byte letter : row) {
            if (letter == '"') {
                open = !open;
            }
        }
        return open;
    }

    /// Parts a row.
    ///
    /// @param bytes kept and changed: quoted fields are unquoted in place
    void part(byte[] bytes) throws BrokenLine {
        row = bytes;
        count = 0;
        int place = 0;
        do {
            place = field(place) + 1;
        } while (place <= row.length);
    }

    int count() {
        return count;
    }

    byte[] row() {
        return row;
    }

    int start(int field) {
        return starts[field];
    }

    int end(int field) {
        return ends[field];
    }

    boolean isEmpty(int field) {
        return starts[field] == ends[field];
    }

    String text(int field) {
        return new String(row, starts[field], ends[field] - starts[field], StandardCharsets.UTF_8);
    }

    /// Reads the field at a place; gives back where its separator is, or the end of the row.
    private int field(int from) throws BrokenLine {
        int start = from;
        while (start < row.length && row[start] == ' ') {
            start++;
        }
        if (start < row.length && row[start] == '"') {
            return quoted(start);
        }
        int separator = start;
        while (separator < row.length && row[separator] != ',') {
            separator++;
        }
        int end = separator;
        while (end > start && row[end - 1] == ' ') {
            end--;
        }
        add(start, end);
        return separator;
    }

    private int quoted(int quote) throws BrokenLine {
        int to = quote + 1;
        int from = to;
        while (from < row.length) {
            if (row[from] == '"') {
                if (from + 1 == row.length || row[from + 1] != '"') {
                    break;
                }
                from++;
            }
            row[to++] = row[from++];
        }
        int separator = from + 1;
        while (separator < row.length && row[separator] == ' ') {
            separator++;
        }
        if (from == row.length || separator < row.length && row[separator] != ',') {
            throw new BrokenLine("the quotes of field " + (count + 1) + " do not match");
        }
        add(quote + 1, to);
        return separator;
    }

    private void add(int start, int end) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
        }
        starts[count] = start;
        ends[count] = end;
        count++;
    }
}
