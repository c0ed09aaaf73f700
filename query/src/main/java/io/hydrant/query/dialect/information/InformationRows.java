package io.hydrant.query.dialect.information;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.hydrant.formats.schema.HiveTypeParser;
import io.hydrant.formats.schema.UnsupportedType;
import io.hydrant.query.dialect.type.TypeReader;
import io.hydrant.query.refusal.QueryFailure;
import io.hydrant.query.relation.Entry;
import io.hydrant.query.relation.Relations;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Reads the rows of a table of `information_schema`: no more of the catalog than the names asked
/// for. For one thread.
final class InformationRows {
    /// Tables and views read for one use.
    private static final int TABLES_MAX = 5_000;

    private static final int DATABASES_MAX = 10_000;
    private static final int ROWS_MAX = 100_000;
    private static final String CATALOG = "awsdatacatalog";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Relations relations;
    private final InformationTable table;
    private final Map<String, Set<String>> wanted;
    private final List<String[]> rows = new ArrayList<>();
    private int tables;

    /// @param wanted values of columns that rows must have, when they are known
    InformationRows(Relations relations, InformationTable table, Map<String, Set<String>> wanted) {
        this.relations = relations;
        this.table = table;
        this.wanted = wanted;
    }

    /// An array of rows, each an array of texts.
    String json() throws QueryFailure {
        if (table == InformationTable.SCHEMATA) {
            for (String database : databases("schema_name")) {
                add(CATALOG, database);
            }
        } else {
            addEntries();
        }
        try {
            return JSON.writeValueAsString(rows);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can always be written", e);
        }
    }

    /// Names of databases with that of this schema, in their order.
    private Set<String> databases(String column) throws QueryFailure {
        Set<String> names = new TreeSet<>();
        Optional<Set<String>> asked = Optional.ofNullable(wanted.get(column));
        if (asked.isPresent()) {
            asked.get().stream()
                    .filter(name -> name.equals(InformationTable.SCHEMA) || isDatabase(name))
                    .forEach(names::add);
            return names;
        }
        names.addAll(relations.databases(DATABASES_MAX + 1));
        if (names.size() > DATABASES_MAX) {
            throw tooMany("databases", DATABASES_MAX, column);
        }
        names.add(InformationTable.SCHEMA);
        return names;
    }

    private boolean isDatabase(String name) {
        return !name.isEmpty() && isLowerCase(name) && relations.hasDatabase(name);
    }

    /// Names of the catalog are; others would be found as if they were.
    private static boolean isLowerCase(String name) {
        return name.equals(name.toLowerCase(Locale.ROOT));
    }

    private void addEntries() throws QueryFailure {
        Optional<Set<String>> names = Optional.ofNullable(wanted.get("table_name"));
        for (String database : databases("table_schema")) {
            if (database.equals(InformationTable.SCHEMA)) {
                addThis(names);
            } else if (names.isPresent()) {
                for (String name : new TreeSet<>(names.get())) {
                    count(1);
                    if (!name.isEmpty() && isLowerCase(name)) {
                        Optional<Entry> entry = relations.entry(database, name);
                        if (entry.isPresent()) {
                            add(entry.get());
                        }
                    }
                }
            } else {
                List<Entry> entries = relations.entries(database, TABLES_MAX + 1 - tables);
                count(entries.size());
                for (Entry entry : entries) {
                    add(entry);
                }
            }
        }
    }

    private void count(int more) throws QueryFailure {
        tables += more;
        if (tables > TABLES_MAX) {
            throw tooMany("tables", TABLES_MAX, "table_schema and table_name");
        }
    }

    private static QueryFailure tooMany(String what, int most, String columns) {
        return QueryFailure.user(
                "NOT_SUPPORTED",
                "information_schema tells of at most %d %s in one query: add a condition on %s"
                        .formatted(most, what, columns));
    }

    /// The tables of this schema itself.
    private void addThis(Optional<Set<String>> names) throws QueryFailure {
        for (InformationTable one : InformationTable.values()) {
            if (names.isPresent() && !names.get().contains(one.table())) {
                continue;
            }
            switch (table) {
                case TABLES -> add(CATALOG, InformationTable.SCHEMA, one.table(), "BASE TABLE");
                case COLUMNS -> {
                    for (String column : one.columns()) {
                        addColumn(
                                InformationTable.SCHEMA,
                                one.table(),
                                one.columns().indexOf(column) + 1,
                                new Entry.Column(
                                        column,
                                        InformationTable.type(column).display(),
                                        Optional.empty(),
                                        false));
                    }
                }
                case SCHEMATA, VIEWS -> {}
            }
        }
    }

    private void add(Entry entry) throws QueryFailure {
        String database = entry.name().database();
        String name = entry.name().table();
        switch (table) {
            case SCHEMATA -> throw new IllegalStateException("schemata have no tables");
            case TABLES ->
                    add(
                            CATALOG,
                            database,
                            name,
                            entry.kind() == Entry.Kind.VIEW ? "VIEW" : "BASE TABLE");
            case VIEWS -> {
                if (entry.kind() == Entry.Kind.VIEW) {
                    add(CATALOG, database, name, entry.viewSql().orElse(""));
                }
            }
            case COLUMNS -> {
                int position = 0;
                for (Entry.Column column : entry.columns()) {
                    position++;
                    addColumn(database, name, position, column);
                }
            }
        }
    }

    private void addColumn(String database, String name, int position, Entry.Column column)
            throws QueryFailure {
        String[] row = new String[table.columns().size()];
        row[0] = CATALOG;
        row[1] = database;
        row[2] = name;
        row[3] = column.name();
        row[4] = Integer.toString(position);
        row[6] = "YES";
        row[7] = type(column.type());
        row[8] = column.comment().orElse(null);
        row[9] = column.partitionKey() ? "partition key" : null;
        add(row);
    }

    /// As queries see it; one that they do not know, as the catalog has it.
    private static String type(String text) {
        try {
            return TypeReader.ofHive(HiveTypeParser.parse(text)).display();
        } catch (UnsupportedType _) {
            return text;
        }
    }

    private void add(String... row) throws QueryFailure {
        rows.add(Arrays.copyOf(row, row.length));
        if (rows.size() > ROWS_MAX) {
            throw tooMany("columns", ROWS_MAX, "table_schema and table_name");
        }
    }
}
