package io.hydrant.query.engine.scan;

import io.hydrant.formats.schema.Column;
import io.hydrant.query.refusal.QueryFailure;

import java.util.List;

/// Where partitions lie that have no location of their own: `key=value/` for each key, under the
/// table's folder. Letters that are special in paths are `%XX`, as Hive writes them.
public final class PartitionFolders {
    private static final String SPECIAL = "\"#%'*/:=?\\{[]^\u007f";

    private PartitionFolders() {}

    /// @throws QueryFailure when the table has no location
    static String underTable(TableLayout table, List<String> values) throws QueryFailure {
        String location = table.requireLocation();
        return (location.endsWith("/") ? location : location + "/") + path(table.keys(), values);
    }

    /// Such as `year=2026/month=01/`.
    public static String path(List<Column> keys, List<String> values) {
        StringBuilder path = new StringBuilder();
        for (int k = 0; k < keys.size(); k++) {
            path.append(escaped(keys.get(k).name()));
            path.append('=').append(escaped(values.get(k))).append('/');
        }
        return path.toString();
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char c : text.toCharArray()) {
            if (c < ' ' || SPECIAL.indexOf(c) >= 0) {
                escaped.append("%%%02X".formatted((int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
