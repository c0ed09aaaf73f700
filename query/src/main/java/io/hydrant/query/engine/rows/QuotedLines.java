package io.hydrant.query.engine.rows;

import io.hydrant.formats.column.IntVector;
import io.hydrant.formats.column.LongVector;
import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveType;
import io.hydrant.formats.schema.HiveType.Primitive;
import io.hydrant.formats.schema.TableSchema;
import io.hydrant.query.refusal.QueryFailure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Lines of quoted fields as OpenCSVSerde reads them. For one thread.
///
/// Fields that are missing are null. In columns of other types than text, an empty field is null,
/// `date` is a number of days and `timestamp` one of milliseconds since 1970, or their usual texts;
/// what is none fails. A field cannot hold line breaks.
///
/// Source: Athena User Guide, Open CSV SerDe.
final class QuotedLines implements RowSource {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final String name;
    private final RowFormat.Quoted format;
    private final List<Column> columns;
    private final Lines lines;
    private final TextValues values = new TextValues();
    private int headerLines;

    QuotedLines(String name, RowFormat.Quoted format, TableSchema schema, InputStream in) {
        this.name = name;
        this.format = format;
        this.columns = schema.columns();
        this.lines = new Lines(in);
        this.headerLines = format.headerLines();
    }

    @Override
    public boolean next(RowBatch rows) throws IOException, QueryFailure {
        while (headerLines > 0) {
            headerLines--;
            if (!lines.next()) {
                return false;
            }
        }
        if (!lines.next()) {
            return false;
        }
        if (lines.from() == lines.to()) {
            return true;
        }
        List<String> fields = fields();
        for (int i = 0; i < columns.size() && i < fields.size(); i++) {
            append(columns.get(i), fields.get(i), i, rows);
        }
        rows.endRow();
        return true;
    }

    private List<String> fields() {
        String line =
                new String(
                        lines.bytes(),
                        lines.from(),
                        lines.to() - lines.from(),
                        StandardCharsets.UTF_8);
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            boolean more = i + 1 < line.length();
            if (c == format.escape() && c != format.quote() && more) {
                field.append(line.charAt(++i));
            } else if (c == format.quote()) {
                if (quoted && more && line.charAt(i + 1) == format.quote()) {
                    field.append(c);
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (c == format.separator() && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }

    private void append(Column column, String text, int index, RowBatch rows) throws QueryFailure {
        boolean isText =
                column.type() == Primitive.STRING
                        || column.type() instanceof HiveType.Char
                        || column.type() instanceof HiveType.Varchar;
        if (!isText && text.isBlank()) {
            rows.column(index).appendNull();
            return;
        }
        if (!isAppended(column, text, index, rows)) {
            throw QueryFailure.user(
                    "HIVE_BAD_DATA",
                    "Error parsing field value '%s' for field %d: column '%s' is %s (line %d of %s)"
                            .formatted(
                                    text,
                                    index,
                                    column.name(),
                                    column.type(),
                                    lines.number(),
                                    name));
        }
    }

    private boolean isAppended(Column column, String text, int index, RowBatch rows)
            throws QueryFailure {
        try {
            if (column.type() == Primitive.DATE && isNumber(text)) {
                ((IntVector) rows.column(index)).append(Integer.parseInt(text.strip()));
                return true;
            }
            if (column.type() == Primitive.TIMESTAMP && isNumber(text)) {
                ((LongVector) rows.column(index))
                        .append(Math.multiplyExact(Long.parseLong(text.strip()), NANOS_PER_MILLI));
                return true;
            }
            return switch (column.type()) {
                case HiveType.Array _, HiveType.Mapping _, HiveType.Struct _ ->
                        throw QueryFailure.user(
                                "HIVE_UNSUPPORTED_FORMAT",
                                "OpenCSVSerde has no values of type %s: column '%s'"
                                        .formatted(column.type(), column.name()));
                default -> values.append(column.type(), text, rows.column(index));
            };
        } catch (ArithmeticException | NumberFormatException _) {
            return false;
        }
    }

    private static boolean isNumber(String text) {
        return text.strip().matches("-?\\d+");
    }
}
