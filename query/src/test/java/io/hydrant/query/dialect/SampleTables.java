package io.hydrant.query.dialect;

import io.hydrant.catalog.table.TableColumn;
import io.hydrant.catalog.table.TableName;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.query.relation.Relation;
import io.hydrant.query.relation.Relations;

import java.util.ArrayList;
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

    /// Rows of the tables, in the engine's dialect; hidden columns too.
    static final List<String> ROWS =
            List.of(
                    """
                    CREATE TABLE lab_trips AS SELECT * FROM (VALUES
                     (1::BIGINT, 'ann', 7, 1::SMALLINT, 10.5::DOUBLE, 3.25::DECIMAL(10,2), TIMESTAMP '2026-01-02 03:04:05.678', true, 0.5::FLOAT, '2026', '01', 1, 's3://b/1', 100::BIGINT),
                     (2, 'bob', 2, 2, 20.0, 4.50, TIMESTAMP '2026-01-15 10:00:00', false, 1.5, '2026', '01', 2, 's3://b/2', 200),
                     (3, 'cid', NULL, 3, -1.5, NULL, TIMESTAMP '2026-02-28 23:59:59.999', NULL, NULL, '2026', '02', 1, 's3://b/3', 300),
                     (4, 'ann', 4, 4, 2.5, 1.00, TIMESTAMP '2025-12-31 12:00:00', true, 2.5, '2025', '12', 3, 's3://b/4', 400)
                    ) t(id, rider, n, small, amount, fare, pickup, paid, ratio, year, month, zone, "$path", "$file_size")\
                    """,
                    """
                    CREATE TABLE lab_events AS SELECT * FROM (VALUES
                     (1::BIGINT, ['a','b'], [3,1,2], MAP{'x':1,'y':2}, {'city':'Oslo','zip':150}, [{'name':'s1','at':1},{'name':'s2','at':2}], '{"a":{"b":[1,2,{"c":"x"}]},"n":5,"s":"t"}', DATE '2026-01-31'),
                     (2, [], [10], MAP{'z':9}, {'city':'Rome','zip':1}, [], 'not json', DATE '2024-02-29'),
                     (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL)
                    ) t(id, tags, scores, attrs, info, stops, doc, day)\
                    """,
                    """
                    CREATE TABLE kinesislab_nyctaxitrips AS SELECT * FROM (VALUES
                     (40.5::DOUBLE, -73.25::DOUBLE, 40.75::DOUBLE, -73.5::DOUBLE, 1::BIGINT, 2.5::DOUBLE, 2, TIMESTAMP '2026-01-02 03:10:00', TIMESTAMP '2026-01-02 03:30:30', 12.5::DOUBLE, '2026', '01', '02', '03'),
                     (40.6, -73.5, 40.5, -73.25, 2, 1.0, 1, TIMESTAMP '2026-01-02 03:59:59', TIMESTAMP '2026-01-02 04:01:00', 7.0, '2026', '01', '02', '03'),
                     (40.7, -73.5, 40.5, -73.25, 3, 10.0, 6, TIMESTAMP '2026-01-02 04:00:00', TIMESTAMP '2026-01-02 05:00:00', 30.0, '2026', '01', '02', '04')
                    ) t(pickup_latitude, pickup_longitude, dropoff_latitude, dropoff_longitude, trip_id, trip_distance, passenger_count, pickup_datetime, dropoff_datetime, total_amount, year, month, day, hour)\
                    """);
}
