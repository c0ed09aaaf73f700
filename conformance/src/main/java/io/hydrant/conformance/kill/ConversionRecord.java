package io.hydrant.conformance.kill;

import java.util.List;
import java.util.stream.IntStream;

/// A record to be converted that says which attempt to put it this is: one document of JSON, or
/// two, or something that fits no table.
///
/// ```
/// {"attempt":17,"place":3,"document":0,"n":123456,"pad":"0f3a…","mark":"17/3/0/123456:0f3a…;",
///  "unknown":[{}],"parts":{"a":123456,"b":[123456]},"added_1":123457, … "added_9":123465}
/// ```
///
/// @param attempt number of the request
/// @param place of the record in the request
/// @param number of the record: the same in every attempt to put it. What the record is follows
///   from it
record ConversionRecord(int attempt, int place, int number) {
    /// The column that says what all others of its row must be.
    static final String MARK = "mark";

    static final char MARK_END = ';';

    /// Columns that a table has at first, with their types.
    static final List<List<String>> COLUMNS =
            List.of(
                    List.of("attempt", "int"),
                    List.of("place", "int"),
                    List.of("document", "int"),
                    List.of("n", "bigint"),
                    List.of("pad", "string"),
                    List.of(MARK, "string"),
                    List.of("parts", "struct<a:bigint,b:array<bigint>>"));

    /// How many columns can be added to a table; each record has values for all of them.
    static final int ADDED_MAX = 9;

    private static final String ADDED = "added_";
    private static final int MISFIT_EVERY = 50;
    private static final int MISFIT_KINDS = 6;
    private static final int PAIR_EVERY = 7;

    /// The column that is added as the `index`th, from 1.
    static String added(int index) {
        return ADDED + index;
    }

    /// What an integer column has more than the record's number; -1 when it is none of these.
    static int addend(String column) {
        if (column.equals("n")) {
            return 0;
        }
        return column.startsWith(ADDED) ? Integer.parseInt(column.substring(ADDED.length())) : -1;
    }

    /// The number of the record that a mark stands for.
    static long numberOf(String mark) {
        return Long.parseLong(mark.substring(mark.lastIndexOf('/') + 1, mark.indexOf(':')));
    }

    /// Whether a table takes it.
    boolean fits() {
        return number % MISFIT_EVERY != 0;
    }

    /// How many rows it becomes.
    int documentCount() {
        return number % PAIR_EVERY == 0 ? 2 : 1;
    }

    String mark(int document) {
        StringBuilder mark = new StringBuilder(Padding.CHARS_MAX + 40);
        mark.append(attempt).append('/').append(place).append('/').append(document).append('/');
        mark.append(number).append(':');
        Padding.append(number, mark);
        return mark.append(MARK_END).toString();
    }

    /// What is put.
    String text() {
        if (fits()) {
            return String.join(
                    "", IntStream.range(0, documentCount()).mapToObj(this::json).toList());
        }
        String good = json(0);
        return switch (number / MISFIT_EVERY % MISFIT_KINDS) {
            case 0 -> good.substring(0, good.length() / 2);
            case 1 -> good.replace("\"n\":" + number, "\"n\":\"oops\"");
            case 2 -> good.replace("\"parts\":{", "\"parts\":42,\"other\":{");
            case 3 -> "\"" + mark(0) + "\"";
            case 4 -> good + json(1).replace("\"b\":[", "\"b\":[1,\"oops\",");
            default -> good + "}";
        };
    }

    private String json(int document) {
        StringBuilder json = new StringBuilder(2 * Padding.CHARS_MAX + 400);
        json.append("{\"attempt\":").append(attempt);
        json.append(",\"place\":").append(place);
        json.append(",\"document\":").append(document);
        json.append(",\"n\":").append(number);
        json.append(",\"pad\":\"");
        Padding.append(number, json);
        json.append("\",\"mark\":\"").append(mark(document));
        json.append("\",\"unknown\":[{}],\"parts\":{\"a\":").append(number);
        json.append(",\"b\":[").append(number).append("]}");
        for (int i = 1; i <= ADDED_MAX; i++) {
            json.append(",\"").append(added(i)).append("\":").append((long) number + i);
        }
        return json.append('}').toString();
    }
}
