package io.hydrant.query.engine.scan;

import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveType;
import io.hydrant.formats.schema.HiveType.Primitive;
import io.hydrant.query.dialect.TableScan;
import io.hydrant.query.engine.EngineSession;
import io.hydrant.query.engine.EngineTypes;
import io.hydrant.query.engine.SqlText;
import io.hydrant.query.engine.spool.FileSupply;
import io.hydrant.query.refusal.QueryFailure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A view over the files of one use of a table.
///
/// @param number of the relation in its statement
record FileRelation(TableScan scan, TableLayout table, int number, List<ScanFile> files) {
    /// The engine's column with the path of a row's file.
    private static final String FILE = "file$";

    /// A table of the engine with what is asked of objects besides their rows.
    private static final String OBJECTS = "$objects";

    FileRelation {
        files = List.copyOf(files);
    }

    long bytes() {
        return files.stream().mapToLong(file -> file.object().bytes()).sum();
    }

    void define(EngineSession session, FileSupply.Use use) throws QueryFailure {
        if (files.isEmpty()) {
            session.execute(view(emptyQuery()));
            return;
        }
        Path root = session.folder().resolve("t" + number);
        FilePlaces places = FilePlaces.of(root, table.keys(), files);
        new SuppliedFiles(session, table, use).supply(places, files);
        if (!scan.hidden().isEmpty()) {
            fillObjects(session, places);
        }
        session.execute(view(query(places)));
    }

    private String view(String query) {
        return "CREATE TEMP VIEW " + SqlText.name(scan.relation()) + " AS " + query;
    }

    private String emptyQuery() {
        List<String> columns = new ArrayList<>();
        for (Column column : allColumns()) {
            columns.add(
                    "CAST(NULL AS %s) AS %s"
                            .formatted(
                                    EngineTypes.text(column.type()), SqlText.name(column.name())));
        }
        for (Hidden hidden : Hidden.of(scan.hidden())) {
            columns.add(
                    "CAST(NULL AS %s) AS %s".formatted(hidden.type(), SqlText.name(hidden.text())));
        }
        return "SELECT " + String.join(", ", columns) + " WHERE false";
    }

    private List<Column> allColumns() {
        List<Column> all = new ArrayList<>(table.schema().columns());
        all.addAll(table.keys());
        return all;
    }

    private String query(FilePlaces places) {
        List<String> columns = new ArrayList<>();
        for (Column column : table.schema().columns()) {
            columns.add("f." + SqlText.name(column.name()));
        }
        for (int k = 0; k < table.keys().size(); k++) {
            Column key = table.keys().get(k);
            columns.add(places.expression(FILE, k) + " AS " + SqlText.name(key.name()));
        }
        String from = files(places.paths()) + " AS f";
        if (!scan.hidden().isEmpty()) {
            for (Hidden hidden : Hidden.of(scan.hidden())) {
                columns.add("o." + SqlText.name(hidden.text()));
            }
            from +=
                    " JOIN %s AS o ON o.\"file\" = f.%s"
                            .formatted(SqlText.name(scan.relation() + OBJECTS), SqlText.name(FILE));
        }
        return "SELECT " + String.join(", ", columns) + " FROM " + from;
    }

    /// Columns are found by name in either case; those that a file has not are null.
    private String files(List<Path> paths) {
        String list =
                paths.stream()
                        .map(path -> SqlText.literal(path.toString()))
                        .collect(Collectors.joining(", ", "[", "]"));
        String schema =
                table.schema().columns().stream()
                        .map(FileRelation::field)
                        .collect(Collectors.joining(", ", "MAP {", "}"));
        return "read_parquet(%s, filename = %s, binary_as_string = %s, schema = %s)"
                .formatted(list, SqlText.literal(FILE), !hasBinary(), schema);
    }

    private static String field(Column column) {
        String name = SqlText.literal(column.name());
        return "%s: {'name': %s, 'type': %s, 'default_value': NULL}"
                .formatted(name, name, SqlText.literal(EngineTypes.text(column.type())));
    }

    /// Text that is not marked as such can only be told from binary by the table.
    private boolean hasBinary() {
        return table.schema().columns().stream()
                .map(Column::type)
                .map(HiveType::toString)
                .anyMatch(text -> text.contains(Primitive.BINARY.toString()));
    }

    private void fillObjects(EngineSession session, FilePlaces places) throws QueryFailure {
        String name = scan.relation() + OBJECTS;
        List<Hidden> hidden = Hidden.of(scan.hidden());
        String columns =
                hidden.stream()
                        .map(column -> ", " + SqlText.name(column.text()) + " " + column.type())
                        .collect(Collectors.joining());
        session.execute(
                "CREATE TEMP TABLE %s (\"file\" VARCHAR%s)".formatted(SqlText.name(name), columns));
        session.fill(
                name,
                rows -> {
                    for (int i = 0; i < files.size(); i++) {
                        rows.beginRow().append(places.paths().get(i).toString());
                        for (Hidden column : hidden) {
                            column.append(table, files.get(i), rows);
                        }
                        rows.endRow();
                    }
                });
    }
}
