package io.hydrant.cli.query;

import io.hydrant.cli.client.Queries.Column;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Rows in aligned columns:
///
///      hour | trips
///     ------+------
///      08   |  1204
///
/// Numbers stand at the right. What a terminal would obey instead of showing is shown as an escape.
public final class TextTable {
    private static final Set<String> AT_THE_RIGHT =
            Set.of(
                    "tinyint",
                    "smallint",
                    "integer",
                    "bigint",
                    "float",
                    "real",
                    "double",
                    "decimal");
    private static final String NULL = "NULL";
    private static final String ELLIPSIS = "…";
    private static final String REST = "| " + ELLIPSIS;

    private final List<Column> columns;
    private final int cellCharsMax;
    private final List<List<String>> rows = new ArrayList<>();

    /// @param cellCharsMax longer values are cut, with `…` at their ends
    public TextTable(List<Column> columns, int cellCharsMax) {
        this.columns = List.copyOf(columns);
        this.cellCharsMax = cellCharsMax;
    }

    public void add(List<Optional<String>> row) {
        rows.add(row.stream().map(value -> cell(value.orElse(NULL))).toList());
    }

    private String cell(String value) {
        String shown = visible(value);
        int length = shown.codePointCount(0, shown.length());
        return length <= cellCharsMax
                ? shown
                : shown.substring(0, shown.offsetByCodePoints(0, cellCharsMax - 1)) + ELLIPSIS;
    }

    /// With control characters as escapes.
    public static String visible(String value) {
        if (value.codePoints().noneMatch(TextTable::control)) {
            return value;
        }
        StringBuilder shown = new StringBuilder();
        value.codePoints()
                .forEach(
                        one -> {
                            switch (one) {
                                case '\n' -> shown.append("\\n");
                                case '\r' -> shown.append("\\r");
                                case '\t' -> shown.append("\\t");
                                default -> {
                                    if (control(one)) {
                                        shown.append("\\u%04x".formatted(one));
                                    } else {
                                        shown.appendCodePoint(one);
                                    }
                                }
                            }
                        });
        return shown.toString();
    }

    private static boolean control(int one) {
        int type = Character.getType(one);
        return type == Character.CONTROL
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || one >= 0x202a && one <= 0x202e
                || one >= 0x2066 && one <= 0x2069;
    }

    public void print(PrintWriter out) {
        print(out, Integer.MAX_VALUE);
    }

    /// Prints the first columns, as many as a line has room for; `…` stands for the others.
    ///
    /// @param lineCharsMax characters of a line; one column is printed in any case
    /// @return how many columns were printed
    public int print(PrintWriter out, int lineCharsMax) {
        List<String> heads = columns.stream().map(column -> cell(column.name())).toList();
        int[] widths = new int[columns.size()];
        widen(widths, heads);
        rows.forEach(row -> widen(widths, row));
        int fitting = fitting(widths, lineCharsMax);
        int[] shown = Arrays.copyOf(widths, fitting);
        String rest = fitting < widths.length ? REST : "";
        List<String> rules = new ArrayList<>();
        for (int width : shown) {
            rules.add("-".repeat(width + 2));
        }
        out.println((line(heads, shown, false) + rest).stripTrailing());
        out.println(String.join("+", rules) + (rest.isEmpty() ? "" : "+--"));
        rows.forEach(row -> out.println((line(row, shown, true) + rest).stripTrailing()));
        return fitting;
    }

    private static int fitting(int[] widths, int lineCharsMax) {
        int chars = -1;
        for (int count = 0; count < widths.length; count++) {
            chars += widths[count] + 3;
            boolean last = count == widths.length - 1;
            if (count > 0 && chars + (last ? 0 : REST.length()) > lineCharsMax) {
                return count;
            }
        }
        return widths.length;
    }

    private static void widen(int[] widths, List<String> row) {
        for (int i = 0; i < widths.length && i < row.size(); i++) {
            widths[i] = Math.max(widths[i], row.get(i).codePointCount(0, row.get(i).length()));
        }
    }

    private String line(List<String> row, int[] widths, boolean data) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < widths.length; i++) {
            String value = i < row.size() ? row.get(i) : "";
            String room = " ".repeat(widths[i] - value.codePointCount(0, value.length()));
            boolean right = data && AT_THE_RIGHT.contains(columns.get(i).type());
            cells.add(" " + (right ? room + value : value + room) + " ");
        }
        return String.join("|", cells);
    }
}
