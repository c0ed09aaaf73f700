package io.hydrant.query.dialect;

import io.hydrant.catalog.table.TableColumn;
import io.hydrant.catalog.table.TableName;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.query.relation.Entry;
import io.hydrant.query.relation.Relation;
import io.hydrant.query.relation.Relations;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Tables and views that the dialect's tests ask, as a catalog would tell them.
final class SampleTables implements Relations {
    private final Map<String, Relation> relations = new HashMap<>();

    SampleTables() {
        table(
                "lab",
                "trips",
                "id bigint, rider string, n int, small smallint, amount double, fare decimal(10,2),"
                        + " pickup timestamp, paid boolean, ratio float",
                "year string, month string, zone int");
        table(
                "lab",
                "events",
                "id bigint, tags array<string>, scores array<int>, attrs map<string,int>, info"
                    + " struct<city:string,zip:int>, stops array<struct<name:string,at:int>>, doc"
                    + " string, day date",
                "");
        table(
                "kinesislab",
                "nyctaxitrips",
                "pickup_latitude double, pickup_longitude double, dropoff_latitude double,"
                        + " dropoff_longitude double, trip_id bigint, trip_distance double,"
                        + " passenger_count int, pickup_datetime timestamp, dropoff_datetime"
                        + " timestamp, total_amount double",
                "year string, month string, day string, hour string");
        view("lab", "busy", "SELECT year, month, count(*) AS c FROM trips GROUP BY 1, 2");
        view("lab", "plain", "SELECT * FROM trips WHERE n IS NOT NULL");
        view("lab", "loop", "SELECT * FROM loop");
        view("lab", "broken", "SELEC 1");
    }

    private static TableName name(String database, String table) {
        return new TableName(
                new AccountId("123456789012"), new Region("us-east-1"), database, table);
    }

    private void table(String database, String name, String columns, String keys) {
        relations.put(
                database + "." + name,
                new Relation.FileTable(name(database, name), columns(columns), columns(keys)));
    }

    private void view(String database, String name, String sql) {
        relations.put(
                database + "." + name, new Relation.View(name(database, name), sql, database));
    }

    private static List<TableColumn> columns(String text) {
        List<TableColumn> columns = new ArrayList<>();
        for (String column : text.isEmpty() ? new String[0] : text.split(", ")) {
            int blank = column.indexOf(' ');
            columns.add(
                    new TableColumn(
                            column.substring(0, blank).toLowerCase(java.util.Locale.ROOT),
                            column.substring(blank + 1)));
        }
        return columns;
    }

    @Override
    public boolean hasDatabase(String database) {
        return Set.of("lab", "kinesislab").contains(database);
    }

    @Override
    public Optional<Relation> find(String database, String table) {
        return Optional.ofNullable(relations.get(database + "." + table));
    }

    @Override
    public List<String> databases(int most) {
        return List.of("kinesislab", "lab");
    }

    @Override
    public Optional<Entry> entry(String database, String table) {
        return find(database, table).map(SampleTables::entry);
    }

    @Override
    public List<Entry> entries(String database, int most) {
        return relations.values().stream()
                .filter(relation -> relation.name().database().equals(database))
                .sorted(Comparator.comparing(relation -> relation.name().table()))
                .map(SampleTables::entry)
                .toList();
    }

    private static Entry entry(Relation relation) {
        return switch (relation) {
            case Relation.View view ->
                    new Entry(view.name(), Entry.Kind.VIEW, Optional.of(view.sql()), List.of());
            case Relation.FileTable table -> {
                List<Entry.Column> columns = new ArrayList<>();
                table.columns().forEach(column -> columns.add(column(column, false)));
                table.partitionKeys().forEach(column -> columns.add(column(column, true)));
                yield new Entry(table.name(), Entry.Kind.TABLE, Optional.empty(), columns);
            }
        };
    }

    private static Entry.Column column(TableColumn column, boolean key) {
        return new Entry.Column(column.name(), column.type(), Optional.empty(), key);
    }
}
