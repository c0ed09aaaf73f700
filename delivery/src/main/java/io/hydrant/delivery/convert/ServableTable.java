package io.hydrant.delivery.convert;

import io.hydrant.catalog.table.TableColumn;
import io.hydrant.catalog.table.TableVersion;
import io.hydrant.delivery.ledger.ConversionTerms.PinnedColumn;
import io.hydrant.formats.file.FileFormat;
import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveTypeParser;
import io.hydrant.formats.schema.TableSchema;
import io.hydrant.formats.schema.UnsupportedType;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A table that files can be made for.
///
/// @param format the configured one, as the table's parameters change it
public record ServableTable(TableSchema schema, FileFormat format) {
    /// The ledger keeps the columns with each intent, and a lane's open intents in one frame.
    private static final int COLUMNS_BYTES_MAX = 256 << 10;

    /// @throws UnusableTable naming the column or the parameter that stands in the way
    public static ServableTable of(TableVersion table, FileFormat configured) {
        String subject = "Table " + table.name();
        List<PinnedColumn> columns = new ArrayList<>();
        for (TableColumn column : table.columns()) {
            columns.add(new PinnedColumn(column.name(), column.type()));
        }
        TableSchema schema = schema(subject, columns);
        FileFormat format = TableSettings.apply(subject, table.parameters(), configured);
        if (format instanceof FileFormat.Orc orc) {
            orc.bloomFilterColumns().forEach(name -> requireColumn(subject, name, schema));
        }
        return new ServableTable(schema, format);
    }

    /// @param subject names the table in messages
    /// @throws UnusableTable naming the column that stands in the way
    public static TableSchema schema(String subject, List<PinnedColumn> columns) {
        if (columns.isEmpty()) {
            throw new UnusableTable(subject + " has no columns.");
        }
        requireFew(subject, columns);
        Map<String, String> names = new HashMap<>();
        List<Column> parsed = new ArrayList<>();
        for (PinnedColumn column : columns) {
            String other = names.put(column.name().toLowerCase(Locale.ROOT), column.name());
            if (other != null) {
                throw new UnusableTable(
                        "%s has the columns '%s' and '%s', which differ at most in case."
                                .formatted(subject, other, column.name()));
            }
            parsed.add(parsed(subject, column));
        }
        return new TableSchema(parsed);
    }

    private static void requireFew(String subject, List<PinnedColumn> columns) {
        long bytes = 0;
        for (PinnedColumn column : columns) {
            bytes += column.name().getBytes(StandardCharsets.UTF_8).length;
            bytes += column.type().getBytes(StandardCharsets.UTF_8).length;
        }
        if (bytes > COLUMNS_BYTES_MAX) {
            throw new UnusableTable(
                    "%s has columns whose names and types take %d bytes; at most %d can be"
                                    .formatted(subject, bytes, COLUMNS_BYTES_MAX)
                            + " converted.");
        }
    }

    private static Column parsed(String subject, PinnedColumn column) {
        try {
            return new Column(column.name(), HiveTypeParser.parse(column.type()));
        } catch (UnsupportedType e) {
            throw new UnusableTable(
                    "%s has the column '%s' of type '%s', which cannot be converted: %s."
                            .formatted(subject, column.name(), column.type(), e.getMessage()));
        }
    }

    private static void requireColumn(String subject, String name, TableSchema schema) {
        boolean known =
                schema.columns().stream().anyMatch(column -> column.name().equalsIgnoreCase(name));
        if (!known) {
            throw new UnusableTable(
                    "OrcSerDe.BloomFilterColumns names '%s', which is no column of %s."
                            .formatted(name, subject.substring("Table ".length())));
        }
    }
}
