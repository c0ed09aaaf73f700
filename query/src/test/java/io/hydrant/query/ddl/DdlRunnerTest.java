package io.hydrant.query.ddl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.query.refusal.QueryFailure;
import io.hydrant.query.statement.MalformedStatement;
import io.hydrant.query.statement.StatementType;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class DdlRunnerTest {
    /// As users have it on Athena.
    private static final String TRIPS =
            """
            CREATE EXTERNAL TABLE nyctaxitrips(
                `pickup_latitude` double,\s
                `pickup_longitude` double,\s
                `trip_id` bigint,\s
                `passenger_count` int,\s
                `pickup_datetime` timestamp,\s
                `total_amount` double)
                PARTITIONED BY (\s
                `year` string,\s
                `month` string,\s
                `day` string,\s
                `hour` string)
                ROW FORMAT SERDE\s
                'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe'\s
                STORED AS INPUTFORMAT\s
                'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat'\s
                OUTPUTFORMAT\s
                'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat'
                LOCATION
                's3://lake/nyctaxitrips/'
                TBLPROPERTIES ('has_encrypted_data'='false');
            """;

    @TempDir Path folder;
    private DdlHarness ddl;

    @BeforeEach
    void open() throws IOException, QueryFailure, MalformedStatement {
        ddl = DdlHarness.in(folder);
        ddl.run("CREATE DATABASE db COMMENT 'all of it' LOCATION 's3://lake/db/'");
    }

    @Test
    void makesTheTableOfTheTaxiLake() throws QueryFailure, MalformedStatement {
        ddl.run(TRIPS);

        Table table = ddl.table("nyctaxitrips");
        assertThat(table.tableType()).isEqualTo("EXTERNAL_TABLE");
        assertThat(table.parameters())
                .containsEntry("EXTERNAL", "TRUE")
                .containsEntry("transient_lastDdlTime", "1767323045")
                .containsEntry("has_encrypted_data", "false");
        assertThat(table.partitionKeys())
                .extracting(Column::name)
                .containsExactly("year", "month", "day", "hour");
        StorageDescriptor files = table.storageDescriptor();
        assertThat(files.columns())
                .extracting(column -> column.name() + " " + column.type())
                .containsExactly(
                        "pickup_latitude double",
                        "pickup_longitude double",
                        "trip_id bigint",
                        "passenger_count int",
                        "pickup_datetime timestamp",
                        "total_amount double");
        assertThat(files.location()).isEqualTo("s3://lake/nyctaxitrips/");
        assertThat(files.inputFormat())
                .isEqualTo("org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat");
        assertThat(files.serdeInfo().serializationLibrary())
                .isEqualTo("org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe");
        assertThat(files.serdeInfo().parameters()).isEqualTo(Map.of("serialization.format", "1"));
        assertThat(files.numberOfBuckets()).isEqualTo(-1);
    }

    @Test
    void writesTheStatementThatMakesTheTableAgain() throws QueryFailure, MalformedStatement {
        ddl.run(TRIPS);
        String told = String.join("\n", ddl.run("SHOW CREATE TABLE nyctaxitrips"));
        Table before = ddl.table("nyctaxitrips");
        ddl.run("DROP TABLE nyctaxitrips");
        ddl.run(told);

        Table after = ddl.table("nyctaxitrips");
        assertThat(after.storageDescriptor()).isEqualTo(before.storageDescriptor());
        assertThat(after.partitionKeys()).isEqualTo(before.partitionKeys());
        assertThat(after.parameters()).isEqualTo(before.parameters());
        assertThat(told).startsWith("CREATE EXTERNAL TABLE `nyctaxitrips`(\n  `pickup_latitude`");
        assertThat(ddl.run("SHOW CREATE TABLE `db`.`nyctaxitrips`").getFirst())
                .isEqualTo("CREATE EXTERNAL TABLE `db.nyctaxitrips`(");
    }

    @Test
    void viewsAreDroppedByNamesQuotedAsInQueriesAndTablesAreNot() {
        assertThatThrownBy(() -> ddl.run("DROP VIEW \"awsdatacatalog\".\"DB\".\"v\""))
                .hasMessageContaining("Table not found db.v");
        assertThatThrownBy(() -> ddl.run("-- a\ndrop view `db`.v"))
                .hasMessageContaining("Table not found db.v");
        assertThatThrownBy(() -> ddl.run("DROP TABLE \"t\""))
                .isInstanceOf(MalformedStatement.class);
    }

    @Test
    void addsThePartitionsWhoseFoldersAreThere() throws QueryFailure, MalformedStatement {
        ddl.run(TRIPS);
        for (String hour : List.of("03", "04", "05")) {
            ddl.put("nyctaxitrips/year=2026/month=01/day=02/hour=" + hour + "/a.parquet");
            ddl.put("nyctaxitrips/year=2026/month=01/day=02/hour=" + hour + "/b.parquet");
        }
        ddl.put("nyctaxitrips/Year=2026/month=01/day=02/hour=06/a.parquet");
        ddl.put("nyctaxitrips/2026/01/02/03/a.parquet");
        ddl.put("nyctaxitrips/year=2026/month=01/day=02/hour=07");
        ddl.put("nyctaxitripserror/year=2026/month=01/day=02/hour=08/a.json");

        assertThat(ddl.run("MSCK REPAIR TABLE nyctaxitrips"))
                .containsExactly(
                        "Partitions not in metastore:"
                                + "\tnyctaxitrips:year=2026/month=01/day=02/hour=03"
                                + "\tnyctaxitrips:year=2026/month=01/day=02/hour=04"
                                + "\tnyctaxitrips:year=2026/month=01/day=02/hour=05",
                        "Repair: Added partition to metastore"
                                + " nyctaxitrips:year=2026/month=01/day=02/hour=03",
                        "Repair: Added partition to metastore"
                                + " nyctaxitrips:year=2026/month=01/day=02/hour=04",
                        "Repair: Added partition to metastore"
                                + " nyctaxitrips:year=2026/month=01/day=02/hour=05");
        assertThat(ddl.run("MSCK REPAIR TABLE db.nyctaxitrips")).isEmpty();
        assertThat(ddl.run("SHOW PARTITIONS nyctaxitrips"))
                .containsExactly(
                        "year=2026/month=01/day=02/hour=03",
                        "year=2026/month=01/day=02/hour=04",
                        "year=2026/month=01/day=02/hour=05");
    }

    @Test
    void findsThePartitionsOfMoreObjectsThanOneListing() throws QueryFailure, MalformedStatement {
        ddl.run(
                "CREATE EXTERNAL TABLE many (a int) PARTITIONED BY (k string) STORED AS ORC"
                        + " LOCATION 's3://lake/many'");
        for (int object = 0; object < 1200; object++) {
            ddl.put("many/k=%d/x%04d".formatted(object / 1150, object));
        }
        assertThat(ddl.run("MSCK REPAIR TABLE many")).hasSize(3);
        assertThat(ddl.run("SHOW PARTITIONS many")).containsExactly("k=0", "k=1");
    }

    @Test
    void addsRenamesMovesAndDropsPartitions() throws QueryFailure, MalformedStatement {
        ddl.run(
                "CREATE EXTERNAL TABLE p (a int) PARTITIONED BY (year string, month string) STORED"
                        + " AS PARQUET LOCATION 's3://lake/p/'");
        ddl.run(
                "ALTER TABLE p ADD PARTITION (year='2026', month='01') LOCATION"
                        + " 's3://lake/elsewhere/' PARTITION (month='02', year='2026') PARTITION"
                        + " (year='2025', month='a/b')");
        assertThat(ddl.run("SHOW PARTITIONS p"))
                .containsExactly(
                        "year=2025/month=a%2Fb", "year=2026/month=01", "year=2026/month=02");
        assertThatThrownBy(() -> ddl.run("ALTER TABLE p ADD PARTITION (year='2026', month='01')"))
                .isInstanceOf(QueryFailure.class)
                .hasMessage(
                        "FAILED: Execution Error, return code 1 from"
                                + " org.apache.hadoop.hive.ql.exec.DDLTask."
                                + " AlreadyExistsException(message:Partition already exists.)");
        ddl.run("ALTER TABLE p ADD IF NOT EXISTS PARTITION (year='2026', month='01')");
        ddl.run(
                "ALTER TABLE p PARTITION (year='2026', month='02') RENAME TO PARTITION"
                        + " (year='2026', month='03')");
        ddl.run("ALTER TABLE p PARTITION (year='2026', month='03') SET LOCATION 's3://lake/new/'");
        assertThat(ddl.run("SHOW PARTITIONS p PARTITION (year='2026')"))
                .containsExactly("year=2026/month=01", "year=2026/month=03");
        ddl.run("ALTER TABLE p DROP PARTITION (year='2026'), PARTITION (year='2025')");
        assertThat(ddl.run("SHOW PARTITIONS p")).isEmpty();
        assertThatThrownBy(() -> ddl.run("ALTER TABLE p DROP PARTITION (year='2026')"))
                .hasMessage(
                        "FAILED: SemanticException [Error 10006]: Partition not found (year ="
                                + " '2026')");
        ddl.run("ALTER TABLE p DROP IF EXISTS PARTITION (year='2026')");
    }

    @Test
    void changesColumnsPropertiesAndLocations() throws QueryFailure, MalformedStatement {
        ddl.run(
                "CREATE EXTERNAL TABLE t (a int COMMENT 'first', B STRING) LOCATION"
                        + " 's3://lake/t/'");
        ddl.run("ALTER TABLE t ADD COLUMNS (c struct<x:int, y:array<string>>, d decimal(10,2))");
        ddl.run("ALTER TABLE t CHANGE a a2 bigint");
        ddl.run("ALTER TABLE t SET TBLPROPERTIES ('k'='v', 'skip.header.line.count'='1')");
        ddl.run("ALTER TABLE t SET LOCATION 's3://lake/t2/'");
        assertThat(ddl.run("SHOW COLUMNS IN t")).containsExactly("a2", "b", "c", "d");
        assertThat(ddl.table("t").storageDescriptor().columns())
                .extracting(Column::type)
                .containsExactly(
                        "bigint", "string", "struct<x:int,y:array<string>>", "decimal(10,2)");
        assertThat(ddl.table("t").storageDescriptor().location()).isEqualTo("s3://lake/t2/");
        assertThat(ddl.run("SHOW TBLPROPERTIES t('k')")).containsExactly("v");
        assertThat(ddl.run("SHOW TBLPROPERTIES t"))
                .contains("EXTERNAL\tTRUE", "skip.header.line.count\t1");
        ddl.run("ALTER TABLE t REPLACE COLUMNS (only string)");
        assertThat(ddl.run("SHOW COLUMNS FROM db.t")).containsExactly("only");
    }

    @Test
    void describesTables() throws QueryFailure, MalformedStatement {
        ddl.run(
                "CREATE EXTERNAL TABLE t (id string COMMENT 'the key', n int) PARTITIONED BY (day"
                        + " date) STORED AS PARQUET LOCATION 's3://lake/t/'");
        assertThat(ddl.run("DESCRIBE t"))
                .containsExactly(
                        "id                  \tstring              \tthe key             ",
                        "n                   \tint                 \t                    ",
                        "day                 \tdate                \t                    ",
                        "                    \t                    \t                    ",
                        "# Partition Information\t                    \t                    ",
                        "# col_name          \tdata_type           \tcomment             ",
                        "                    \t                    \t                    ",
                        "day                 \tdate                \t                    ");
        assertThat(ddl.run("DESC db.t id"))
                .containsExactly(
                        "id                  \tstring              \tthe key             ");
        assertThat(ddl.run("DESCRIBE FORMATTED t"))
                .anyMatch(line -> line.startsWith("Location:") && line.contains("s3://lake/t/"));
    }

    @Test
    void showsDatabasesAndTables() throws QueryFailure, MalformedStatement {
        ddl.run("CREATE SCHEMA IF NOT EXISTS Other WITH DBPROPERTIES ('owner'='me')");
        ddl.run("CREATE SCHEMA IF NOT EXISTS other");
        for (String name : List.of("trips_2025", "trips_2026", "zones")) {
            ddl.run(
                    "CREATE EXTERNAL TABLE other.%s (a int) LOCATION 's3://lake/x/'"
                            .formatted(name));
        }
        assertThat(ddl.run("SHOW DATABASES")).containsExactly("db", "other");
        assertThat(ddl.run("SHOW SCHEMAS LIKE 'o*'")).containsExactly("other");
        assertThat(ddl.run("SHOW TABLES IN other"))
                .containsExactly("trips_2025", "trips_2026", "zones");
        assertThat(ddl.run("SHOW TABLES IN other 'trips_*|z.*'")).hasSize(3);
        assertThat(ddl.run("SHOW TABLES IN other '*2026'")).containsExactly("trips_2026");
        assertThat(ddl.run("SHOW TABLES")).isEmpty();
        assertThat(ddl.run("SHOW VIEWS IN other")).isEmpty();
        assertThatThrownBy(() -> ddl.run("DROP DATABASE other"))
                .hasMessageContaining("Database other is not empty");
        ddl.run("DROP DATABASE other CASCADE");
        ddl.run("DROP DATABASE IF EXISTS other");
        assertThat(ddl.catalog.databases().find(ddl.scope(), "other")).isEmpty();
    }

    @Test
    void keepsTheDelimitersOfTextFiles() throws QueryFailure, MalformedStatement {
        ddl.run(
                """
                CREATE EXTERNAL TABLE IF NOT EXISTS logs (a string, m map<string,int>)
                COMMENT 'it''s \\'text\\''
                ROW FORMAT DELIMITED FIELDS TERMINATED BY '\\t' ESCAPED BY '\\\\'
                COLLECTION ITEMS TERMINATED BY '\\002' MAP KEYS TERMINATED BY ':'
                LINES TERMINATED BY '\\n' NULL DEFINED AS 'NULL'
                STORED AS TEXTFILE LOCATION "s3://lake/logs/"
                TBLPROPERTIES ("projection.enabled"="true", "projection.dt.range"="2020/01/01,NOW")
                """);
        assertThat(ddl.table("logs").storageDescriptor().serdeInfo().parameters())
                .isEqualTo(
                        Map.of(
                                "field.delim", "\t",
                                "serialization.format", "\t",
                                "escape.delim", "\\",
                                "colelction.delim", "\u0002",
                                "mapkey.delim", ":",
                                "line.delim", "\n",
                                "serialization.null.format", "NULL"));
        assertThat(ddl.table("logs").description()).isEqualTo("it's 'text'");
        assertThat(ddl.table("logs").parameters())
                .containsEntry("projection.dt.range", "2020/01/01,NOW");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    DROP TABLE gone                   | FAILED: SemanticException [Error 10001]: Table not found db.gone
                    SHOW PARTITIONS gone              | FAILED: SemanticException [Error 10001]: Table not found gone
                    SHOW TABLES IN gone               | FAILED: SemanticException [Error 10072]: Database does not exist: gone
                    DROP DATABASE gone                | FAILED: SemanticException [Error 10072]: Database does not exist: gone
                    CREATE DATABASE db                | FAILED: Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask. AlreadyExistsException(message:Database db already exists)
                    CREATE EXTERNAL TABLE x (a int) LOCATION '/etc/'  | FAILED: Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask. MetaException(message:the location must be s3://bucket/folder/ but was /etc/)
                    CREATE EXTERNAL TABLE x (a int, A int) LOCATION 's3://b/' | FAILED: SemanticException [Error 10036]: Duplicate column name: a
                    CREATE EXTERNAL TABLE x (a int) PARTITIONED BY (a int) LOCATION 's3://b/' | FAILED: SemanticException [Error 10035]: Column repeated in partitioning columns
                    CREATE EXTERNAL TABLE x (a int)   | FAILED: SemanticException an external table needs a LOCATION, as in LOCATION 's3://bucket/folder/'
                    """)
    void failsInHivesWords(String statement, String message) {
        assertThatThrownBy(() -> ddl.run(statement))
                .isInstanceOf(QueryFailure.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    CREATE EXTERNAL TABEL x (a int)                      | line 1:16
                    CREATE TABLE x (a int)                               | use CREATE EXTERNAL TABLE
                    CREATE TABLE x (a int) TBLPROPERTIES ('table_type'='ICEBERG') | ICEBERG are not supported
                    CREATE EXTERNAL TABLE x (a foo) LOCATION 's3://b/'   | type 'foo'
                    CREATE EXTERNAL TABLE x (a int) STORED AS FOO LOCATION 's3://b/' | Unrecognized file format in STORED AS clause: 'FOO'
                    CREATE EXTERNAL TABLE x (a int) PARTITIONED BY (day(a)) LOCATION 's3://b/' | transforms
                    CREATE EXTERNAL TABLE x (a int) USING parquet        | USING
                    DESCRIBE TABLE x                                     | Table not found table
                    INSERT OVERWRITE TABLE x SELECT 1                    | Queries of this type are not supported
                    ANALYZE TABLE x COMPUTE STATISTICS                   | Queries of this type are not supported
                    CACHE TABLE x                                        | Queries of this type are not supported
                    ADD JAR '/tmp/x.jar'                                 | Queries of this type are not supported
                    SET x=1                                              | Queries of this type are not supported
                    REPAIR TABLE x                                       | MSCK REPAIR TABLE
                    MSCK REPAIR TABLE x DROP PARTITIONS                  | only added
                    ALTER TABLE x DROP PARTITION (year > '2026')         | line 1:35
                    ALTER TABLE x ADD PARTITION (year)                   | needs a value
                    SHOW TABLES; SHOW TABLES                             | line 1:13
                    """)
    void refusesWhatAthenaDoesNotHave(String statement, String part) {
        assertThatThrownBy(() -> ddl.prepare(statement))
                .isInstanceOf(MalformedStatement.class)
                .hasMessageContaining(part);
    }

    @Test
    void tellsWhatKindAStatementIs() throws MalformedStatement {
        assertThat(ddl.prepare("show tables").type()).isEqualTo(StatementType.UTILITY);
        assertThat(ddl.prepare("msck repair table t").type()).isEqualTo(StatementType.DDL);
        assertThat(ddl.prepare("msck repair table t").substatement()).isEqualTo("MSCK_REPAIR");
    }

    @Test
    void refusesStatementsThatAreNestedDeeply() {
        String type = "array<".repeat(20_000) + "int" + ">".repeat(20_000);
        assertThatThrownBy(
                        () ->
                                ddl.prepare(
                                        "CREATE EXTERNAL TABLE x (a %s) LOCATION 's3://b/'"
                                                .formatted(type)))
                .isInstanceOf(MalformedStatement.class)
                .hasMessageEndingWith("brackets are nested more than 100 deep");
    }
}
