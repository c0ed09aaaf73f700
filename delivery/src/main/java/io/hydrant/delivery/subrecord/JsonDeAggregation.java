package io.hydrant.delivery.subrecord;

import io.hydrant.delivery.partition.ErrorOutput;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Splits a record into the JSON values that follow each other in it, with or without white space
/// between them. The white space is removed.
///
/// A value is an object, an array, a string, a number, `true`, `false` or `null`: an array is one
/// value, whatever is in it. Numbers and literals end at white space, at the end, or where a
/// string, an object or an array begins. Objects and arrays are followed by their brackets and
/// strings only: what is wrong inside of one is found by those who read it, and costs that value
/// alone. Where no value can be told from the next the whole record fails: a value without an end,
/// brackets that do not match, and anything between values but white space.
///
/// A record without a value becomes one empty sub-record.
///
/// Source: Firehose Developer Guide, multi record deaggregation; it is silent on values other than
/// objects, on malformed records and on how they fail.
final class JsonDeAggregation {
    static final String FAILED = "RecordDeAggregation.Failed";

    private static final int NONE = -1;

    private final ByteBuffer record;
    private final int end;

    /// Of the brackets that are open: set for `[`.
    private final BitSet arrays = new BitSet();

    private String problem = "";

    private JsonDeAggregation(ByteBuffer record) {
        this.record = record;
        this.end = record.limit();
    }

    static SubRecordOutcome split(ByteBuffer record, int countMax) {
        return new JsonDeAggregation(record.slice()).split(countMax);
    }

    /// How many values there are, no further than one beyond `countMax`; 1 when they cannot be told
    /// from each other.
    static int count(ByteBuffer record, int countMax) {
        JsonDeAggregation values = new JsonDeAggregation(record.slice());
        int count = 0;
        int from = values.blanks(0);
        while (from < values.end && count <= countMax) {
            int to = values.value(from);
            if (to == NONE) {
                return 1;
            }
            count++;
            from = values.blanks(to);
        }
        return Math.max(count, 1);
    }

    private SubRecordOutcome split(int countMax) {
        List<ByteBuffer> values = new ArrayList<>();
        int from = blanks(0);
        while (from < end) {
            int to = value(from);
            if (to == NONE) {
                return new SubRecordOutcome.Failed(ErrorOutput.PROCESSING_FAILED, FAILED, problem);
            }
            if (values.size() == countMax) {
                return SubRecordOutcome.Split.whole(record);
            }
            values.add(record.slice(from, to - from));
            from = blanks(to);
        }
        if (values.isEmpty()) {
            values.add(record.slice(0, 0));
        }
        return new SubRecordOutcome.Split(values);
    }

    private int blanks(int from) {
        int at = from;
        while (at < end && isBlank(record.get(at))) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    /// Behind the value that begins there, or [#NONE] with a problem.
    private int value(int from) {
        return switch (record.get(from)) {
            case '{', '[' -> structure(from);
            case '"' -> string(from);
            default -> scalar(from);
        };
    }

    private int structure(int from) {
        int depth = 0;
        int at = from;
        while (at < end) {
            switch (record.get(at)) {
                case '"' -> {
                    at = string(at);
                    if (at == NONE) {
                        return NONE;
                    }
                }
                case '{', '[' -> arrays.set(depth++, record.get(at++) == '[');
                case '}', ']' -> {
                    if (arrays.get(--depth) != (record.get(at) == ']')) {
                        return malformed("has a bracket that does not match", at);
                    }
                    at++;
                    if (depth == 0) {
                        return at;
                    }
                }
                default -> at++;
            }
        }
        return malformed("has an object or array without an end", from);
    }

    private int string(int from) {
        int at = from + 1;
        while (at < end) {
            byte b = record.get(at);
            if (b == '"') {
                return at + 1;
            }
            at += b == '\\' ? 2 : 1;
        }
        return malformed("has a string without an end", from);
    }

    private int scalar(int from) {
        int to = from;
        while (to < end && !endsScalar(record.get(to))) {
            to++;
        }
        if (JsonScalars.isScalar(record, from, to)) {
            return to;
        }
        return malformed("has something that is no JSON value", from);
    }

    private static boolean endsScalar(byte b) {
        return isBlank(b) || b == '{' || b == '[' || b == '"';
    }

    private int malformed(String what, int at) {
        problem =
                "The record cannot be split into JSON values: it %s at byte %d of %d."
                        .formatted(what, at, end);
        return NONE;
    }
}
