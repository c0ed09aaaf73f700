package io.hydrant.query.engine.rows;

import io.hydrant.formats.column.ListVector;
import io.hydrant.formats.column.MapVector;
import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.column.StructVector;
import io.hydrant.formats.column.Vector;
import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveType;
import io.hydrant.formats.schema.TableSchema;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Lines of fields as LazySimpleSerDe reads them. For one thread.
///
/// Fields that are missing are null, those too many are left out. Values that are none of their
/// column's type are null. Lists, maps and rows have delimiters of their own, one more for each
/// level: those of the format, then bytes 4 to 8.
///
/// Source: Hive's LazySimpleSerDe.
final class DelimitedLines implements RowSource {
    private static final char FOURTH = '\u0004';

    private final RowFormat.Delimited format;
    private final List<Column> columns;
    private final Lines lines;
    private final TextValues values = new TextValues();
    private int headerLines;

    DelimitedLines(RowFormat.Delimited format, TableSchema schema, InputStream in) {
        this.format = format;
        this.columns = schema.columns();
        this.lines = new Lines(in);
        this.headerLines = format.headerLines();
    }

    @Override
    public boolean next(RowBatch rows) throws IOException {
        while (headerLines > 0) {
            headerLines--;
            if (!lines.next()) {
                return false;
            }
        }
        if (!lines.next()) {
            return false;
        }
        String line =
                new String(
                        lines.bytes(),
                        lines.from(),
                        lines.to() - lines.from(),
                        StandardCharsets.UTF_8);
        List<String> fields = split(line, format.field(), columns.size());
        for (int i = 0; i < columns.size() && i < fields.size(); i++) {
            append(columns.get(i).type(), fields.get(i), 0, rows.column(i));
        }
        rows.endRow();
        return true;
    }

    /// @param max parts beyond this are left out
    private List<String> split(String text, char delimiter, int max) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= text.length() && parts.size() < max; i++) {
            if (i == text.length() || text.charAt(i) == delimiter) {
                parts.add(text.substring(start, i));
                start = i + 1;
            } else if (text.charAt(i) == format.escape() && i + 1 < text.length()) {
                i++;
            }
        }
        return parts;
    }

    private void append(HiveType type, String text, int level, Vector target) {
        if (text.equals(format.nullText())) {
            target.appendNull();
            return;
        }
        switch (type) {
            case HiveType.Array(HiveType element) ->
                    appendList(element, text, level, (ListVector) target);
            case HiveType.Mapping mapping -> appendMap(mapping, text, level, (MapVector) target);
            case HiveType.Struct(List<Column> members) ->
                    appendStruct(members, text, level, (StructVector) target);
            default -> {
                if (!values.append(type, unescaped(text), target)) {
                    target.appendNull();
                }
            }
        }
    }

    private void appendList(HiveType element, String text, int level, ListVector target) {
        if (!text.isEmpty()) {
            for (String part : split(text, delimiter(level), Integer.MAX_VALUE)) {
                append(element, part, level + 1, target.elements());
            }
        }
        target.endList();
    }

    private void appendMap(HiveType.Mapping type, String text, int level, MapVector target) {
        if (!text.isEmpty()) {
            for (String entry : split(text, delimiter(level), Integer.MAX_VALUE)) {
                List<String> parts = split(entry, delimiter(level + 1), 2);
                if (parts.getFirst().equals(format.nullText())) {
                    continue;
                }
                int before = target.keys().count();
                append(type.key(), parts.getFirst(), level + 2, target.keys());
                if (target.keys().isNull(before)) {
                    target.keys().truncate(before);
                    continue;
                }
                append(
                        type.value(),
                        parts.size() < 2 ? format.nullText() : parts.get(1),
                        level + 2,
                        target.values());
            }
        }
        target.endMap();
    }

    private void appendStruct(List<Column> members, String text, int level, StructVector target) {
        List<String> parts = split(text, delimiter(level), members.size());
        for (int i = 0; i < parts.size(); i++) {
            append(members.get(i).type(), parts.get(i), level + 1, target.member(i));
        }
        target.endStruct();
    }

    private char delimiter(int level) {
        return switch (level) {
            case 0 -> format.element();
            case 1 -> format.mapKey();
            default -> (char) (FOURTH + level - 2);
        };
    }

    private String unescaped(String text) {
        if (format.escape() == RowFormat.NONE || text.indexOf(format.escape()) < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            plain.append(c == format.escape() && i + 1 < text.length() ? text.charAt(++i) : c);
        }
        return plain.toString();
    }
}
