package io.hydrant.cli.replay;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

import io.hydrant.cli.producer.JsonBytes;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/// A column of CSV as a field of events.
final class CsvColumn {
    private final String name;
    private final Kind kind;
    private final byte[] key;

    /// What a column holds.
    enum Kind {
        /// Text, also if it looks like a number; without a fraction that is zero, as of
        /// [#WHOLE_NUMBER].
        TEXT,
        /// A number, without a fraction that is zero: the TLC writes `1` in some years, `1.0` in
        /// others.
        WHOLE_NUMBER,
        NUMBER,
        TIME,
        /// A number if it is written as JSON writes it, else text.
        ANY
    }

    CsvColumn(String name, Kind kind) {
        this.name = name;
        this.kind = kind;
        this.key =
                ("\"" + new String(JsonStringEncoder.getInstance().quoteAsString(name)) + "\":")
                        .getBytes(StandardCharsets.UTF_8);
    }

    String name() {
        return name;
    }

    Kind kind() {
        return kind;
    }

    /// Writes key and value of a field that is not empty.
    void write(CsvFields fields, int field, JsonBytes json) throws BrokenLine {
        json.raw(key, 0, key.length);
        byte[] row = fields.row();
        int start = fields.start(field);
        int end = fields.end(field);
        switch (kind) {
            case TEXT -> json.string(row, start, withoutZeroFraction(row, start, end));
            case TIME ->
                    json.ascii("\"")
                            .ascii(EventTime.text(EventTime.parse(row, start, end)))
                            .ascii("\"");
            case NUMBER, WHOLE_NUMBER -> writeNumber(fields, field, json);
            case ANY -> {
                if (isJsonNumber(row, start, end)) {
                    json.raw(row, start, end);
                } else {
                    json.string(row, start, end);
                }
            }
        }
    }

    private static int withoutZeroFraction(byte[] row, int start, int end) {
        boolean zeroFraction =
                end - start > 2
                        && row[end - 1] == '0'
                        && row[end - 2] == '.'
                        && digits(row, start, end) == end - start - 2;
        return zeroFraction ? end - 2 : end;
    }

    private void writeNumber(CsvFields fields, int field, JsonBytes json) throws BrokenLine {
        int start = fields.start(field);
        int end = fields.end(field);
        if (isJsonNumber(fields.row(), start, end)
                && (kind == Kind.NUMBER || isWhole(fields.row(), start, end))) {
            json.raw(fields.row(), start, end);
            return;
        }
        try {
            BigDecimal number = new BigDecimal(fields.text(field));
            boolean whole = kind == Kind.WHOLE_NUMBER && number.stripTrailingZeros().scale() <= 0;
            // The length of what is written is bounded by that of the exponent.
            if (Math.abs(number.scale()) > 100) {
                throw new BrokenLine("%s is '%s'".formatted(name, fields.text(field)));
            }
            json.ascii((whole ? number.setScale(0) : number).toPlainString());
        } catch (NumberFormatException _) {
            throw new BrokenLine(
                    "%s is '%s', which is no number".formatted(name, fields.text(field)));
        }
    }

    private static boolean isWhole(byte[] row, int start, int end) {
        for (int place = start; place < end; place++) {
            if (row[place] == '.') {
                return false;
            }
        }
        return true;
    }

    /// Whether it is `-?(0|[1-9][0-9]*)(\.[0-9]+)?`: what every reader of JSON takes.
    static boolean isJsonNumber(byte[] row, int start, int end) {
        int place = start < end && row[start] == '-' ? start + 1 : start;
        int digits = digits(row, place, end);
        if (digits == 0 || digits > 1 && row[place] == '0') {
            return false;
        }
        place += digits;
        if (place == end) {
            return true;
        }
        int fraction = row[place] == '.' ? digits(row, place + 1, end) : 0;
        return fraction > 0 && place + 1 + fraction == end;
    }

    private static int digits(byte[] row, int from, int end) {
        int place = from;
        while (place < end && row[place] >= '0' && row[place] <= '9') {
            place++;
        }
        return place - from;
    }
}
