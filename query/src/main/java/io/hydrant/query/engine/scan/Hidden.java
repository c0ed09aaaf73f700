package io.hydrant.query.engine.scan;

import org.duckdb.DuckDBAppender;

import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// Columns that every table has and none shows.
enum Hidden {
    PATH("$path", "VARCHAR"),
    FILE_SIZE("$file_size", "BIGINT"),
    FILE_MODIFIED_TIME("$file_modified_time", "TIMESTAMP WITH TIME ZONE"),
    PARTITION("$partition", "VARCHAR");

    private final String text;
    private final String type;

    Hidden(String text, String type) {
        this.text = text;
        this.type = type;
    }

    String text() {
        return text;
    }

    String type() {
        return type;
    }

    /// Those of these names, always in the same order.
    static List<Hidden> of(Set<String> names) {
        return Arrays.stream(values()).filter(column -> names.contains(column.text)).toList();
    }

    void append(TableLayout table, ScanFile file, DuckDBAppender rows) throws SQLException {
        switch (this) {
            case PATH -> rows.append(file.object().address().toString());
            case FILE_SIZE -> rows.append(file.object().bytes());
            case FILE_MODIFIED_TIME ->
                    rows.append(file.object().lastModified().atOffset(ZoneOffset.UTC));
            case PARTITION -> {
                String path = PartitionFolders.path(table.keys(), file.partition().values());
                rows.append(path.isEmpty() ? "" : path.substring(0, path.length() - 1));
            }
        }
    }
}
