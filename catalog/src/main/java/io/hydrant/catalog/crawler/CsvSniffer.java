package io.hydrant.catalog.crawler;

import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveType;
import io.hydrant.formats.schema.HiveType.Primitive;
import io.hydrant.formats.schema.TableSchema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Decides whether lines are of delimited fields, and which columns these are.
///
/// They are when there are at least three lines, or two without a header, and all have the same
/// number of fields, at least two. The first line is a header when all its fields are texts of less
/// than 150 letters that can name columns (the last may be empty), no two alike, and another line
/// has a field that is no text. Source: Glue Developer Guide, "Built-in CSV classifier".
final class CsvSniffer {
    private static final String DELIMITERS = ",|\t;\u0001";
    private static final int HEADER_LETTERS_MAX = 150;
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][^\\p{Cntrl}]*");
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,18}");
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(\\d+\\.\\d*|\\.\\d+|\\d+)([eE][+-]?\\d+)?");

    private CsvSniffer() {}

    /// @param lines complete ones
    static Optional<FileSchema> look(List<String> lines, String compression) {
        for (int at = 0; at < DELIMITERS.length(); at++) {
            char delimiter = DELIMITERS.charAt(at);
            Optional<List<List<String>>> rows = rows(lines, delimiter);
            if (rows.isPresent()) {
                return schema(rows.get(), delimiter, compression, lines);
            }
        }
        return Optional.empty();
    }

    private static Optional<List<List<String>>> rows(List<String> lines, char delimiter) {
        List<List<String>> rows = new ArrayList<>();
        for (String line : lines) {
            List<String> fields = fields(line, delimiter);
            if (fields.size() < 2 || (!rows.isEmpty() && fields.size() != rows.getFirst().size())) {
                return Optional.empty();
            }
            rows.add(fields);
        }
        return rows.size() < 2 ? Optional.empty() : Optional.of(rows);
    }

    private static List<String> fields(String line, char delimiter) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int at = 0; at < line.length(); at++) {
            char letter = line.charAt(at);
            if (letter == '"') {
                quoted = !quoted;
            } else if (letter == delimiter && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(letter);
            }
        }
        fields.add(field.toString());
        return fields;
    }

    private static Optional<FileSchema> schema(
            List<List<String>> rows, char delimiter, String compression, List<String> lines) {
        boolean header = isHeader(rows);
        List<List<String>> data = header ? rows.subList(1, rows.size()) : rows;
        List<Column> columns = new ArrayList<>();
        for (int column = 0; column < rows.getFirst().size(); column++) {
            String name =
                    header
                            ? rows.getFirst().get(column).strip().toLowerCase(Locale.ROOT)
                            : "col" + column;
            columns.add(new Column(name.isEmpty() ? "col" + column : name, type(data, column)));
        }
        long letters = lines.stream().mapToLong(String::length).sum();
        return Optional.of(
                new FileSchema(
                        FileKind.CSV,
                        new TableSchema(columns),
                        compression,
                        Map.of("field.delim", String.valueOf(delimiter)),
                        header
                                ? Map.of("skip.header.line.count", "1", "delimiter", "" + delimiter)
                                : Map.of("delimiter", "" + delimiter),
                        letters / lines.size()));
    }

    private static boolean isHeader(List<List<String>> rows) {
        List<String> first = rows.getFirst();
        Set<String> names = new HashSet<>();
        for (int column = 0; column < first.size(); column++) {
            String field = first.get(column).strip();
            boolean mayBeEmpty = column == first.size() - 1;
            boolean name =
                    field.length() < HEADER_LETTERS_MAX
                            && (NAME.matcher(field).matches() || (field.isEmpty() && mayBeEmpty))
                            && typeOf(field) == Primitive.STRING;
            if (!name || !names.add(field.toLowerCase(Locale.ROOT))) {
                return false;
            }
        }
        for (int column = 0; column < first.size(); column++) {
            if (type(rows.subList(1, rows.size()), column) != Primitive.STRING) {
                return true;
            }
        }
        return false;
    }

    private static HiveType type(List<List<String>> rows, int column) {
        Optional<HiveType> type = Optional.empty();
        for (List<String> row : rows) {
            String field = row.get(column).strip();
            if (!field.isEmpty()) {
                HiveType one = typeOf(field);
                type = Optional.of(type.map(it -> TypeMerge.together(it, one)).orElse(one));
            }
        }
        return type.orElse(Primitive.STRING);
    }

    private static HiveType typeOf(String field) {
        if (WHOLE.matcher(field).matches()) {
            return Primitive.BIGINT;
        }
        if (NUMBER.matcher(field).matches()) {
            return Primitive.DOUBLE;
        }
        if (field.equalsIgnoreCase("true") || field.equalsIgnoreCase("false")) {
            return Primitive.BOOLEAN;
        }
        return Primitive.STRING;
    }
}
