package io.hydrant.formats.ddl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveType;
import io.hydrant.formats.schema.HiveType.Primitive;
import io.hydrant.formats.schema.TableSchema;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

class CreateTableTest {
    /// Source: the data lake lab that converts taxi trips for Athena.
    private static final String TRIPS =
            """
            CREATE EXTERNAL TABLE `nyctaxitrips`( \u00a0
              `pickup_latitude` double,\u00a0
              `trip_id` int, \s
              `pickup_datetime` timestamp,

            \u00a0
                `total_amount` double)
            PARTITIONED BY (\s
                `year` string,\s
                `hour` string)
            ROW FORMAT SERDE\s
                'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe'\s
            STORED AS INPUTFORMAT\s
                'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat'\s
            OUTPUTFORMAT\s
                'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat'
            LOCATION
                's3://kinesislabs-datalake-bucket/nyctaxitrips/'
            TBLPROPERTIES ('has_encrypted_data'='false');
            """;

    @Test
    void readsTheTableOfTheTaxiTrips() {
        CreateTable table = CreateTable.read(TRIPS);

        assertThat(table.name()).isEqualTo("nyctaxitrips");
        assertThat(text(table))
                .isEqualTo(
                        "pickup_latitude double, trip_id int, pickup_datetime timestamp,"
                                + " total_amount double");
        assertThat(table.partitionKeys())
                .extracting(key -> key.column().name())
                .containsExactly("year", "hour");
        assertThat(table.location()).contains("s3://kinesislabs-datalake-bucket/nyctaxitrips/");
        assertThat(table.tableProperties()).isEqualTo(Map.of("has_encrypted_data", "false"));
        assertThat(table.dialect()).isEqualTo(JsonDialect.OpenX.DEFAULTS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '~',
            textBlock =
                    """
                    create table t (a int)                                       => a int
                    CREATE EXTERNAL TABLE IF NOT EXISTS db.t (A INT COMMENT 'x') => a int
                    CREATE TABLE `db`.`t` (`a b` string, `c``d` date)            => a b string, c`d date
                    CREATE TABLE t (a decimal(10, 2), b varchar(20), c char(3))  => a decimal(10,2), b varchar(20), c char(3)
                    CREATE TABLE t (a struct<b:int,c:array<map<string,int>>>)    => a struct<b:int,c:array<map<string,int>>>
                    CREATE TABLE t (a struct<`b:c`:int comment 'x,y'> COMMENT 'z') => a struct<b:c:int>
                    CREATE TABLE t (comment string, date date, `table` int)      => comment string, date date, table int
                    CREATE TABLE t (a int -- the first, ), really\\n, b int)     => a int, b int
                    CREATE TABLE t (a /* of */ int);                             => a int
                    CREATE TABLE t (a int) CLUSTERED BY (a) SORTED BY (a DESC) INTO 4 BUCKETS STORED AS ORC => a int
                    CREATE TABLE t (a int) ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' ESCAPED BY '\\\\' LINES TERMINATED BY '\\n' => a int
                    CREATE TABLE t (a int, d timestamp) PARTITIONED BY (day(d), bucket(4, a), a) TBLPROPERTIES ('table_type'='ICEBERG') => a int, d timestamp
                    CREATE TABLE t (a int) LOCATION 's3://b/' COMMENT 'late' STORED AS TEXTFILE PARTITIONED BY (d date COMMENT 'day') => a int
                    """)
    void readsColumns(String statement, String columns) {
        assertThat(text(CreateTable.read(statement.replace("\\n", "\n")))).isEqualTo(columns);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '~',
            textBlock =
                    """
                    SELECT 1                                     => line 1, column 1: CREATE is expected but there is 'SELECT 1'
                    CREATE VIEW v                                => line 1, column 8: TABLE is expected but there is 'VIEW v'
                    CREATE TABLE t                               => line 1, column 15: '(' is expected but there is the end
                    CREATE TABLE t LIKE u                        => only tables with a list of columns can be read
                    CREATE TABLE t AS SELECT 1                   => only tables with a list of columns can be read
                    CREATE TABLE t (a int) AS SELECT 1           => a table made of a query cannot be read
                    CREATE TABLE t (a)                           => the type of column 'a' is expected
                    CREATE TABLE t (a uniontype<int,string>)     => line 1, column 19: column 'a': no type 'uniontype'
                    CREATE TABLE t (a int, A string)             => line 1, column 26: there are two columns named 'a'
                    CREATE TABLE t (a int) PARTITIONED BY (a int) => there are two columns named 'a'
                    CREATE TABLE t (a int) STORED BY 'x'         => AS is expected: tables of storage handlers cannot be read
                    CREATE TABLE t (a int); CREATE TABLE u (b int) => one statement is read
                    CREATE TABLE t (a int) COMMENT 'x            => the quote of the comment is not closed
                    CREATE TABLE t (a int) LOCATION s3://x       => the location is expected, in quotes
                    CREATE TABLE t (a int) SOMEHOW               => line 1, column 24: a clause of CREATE TABLE is expected but there is 'SOMEHOW'
                    CREATE TABLE t (a int                        => ')' is expected but there is the end
                    CREATE TABLE t (a int) CLUSTERED BY (a       => ')' is expected
                    """)
    void refusesWithPlaceAndReason(String statement, String reason) {
        assertThatThrownBy(() -> CreateTable.read(statement))
                .isInstanceOf(WrongDdl.class)
                .hasMessageContaining(reason);
    }

    @Test
    void takesTheDialectFromTheSerDe() {
        String openX =
                """
                CREATE EXTERNAL TABLE t (ts timestamp) ROW FORMAT SERDE
                'org.openx.data.jsonserde.JsonSerDe' WITH SERDEPROPERTIES (
                "case.insensitive" = "FALSE", 'dots.in.keys'='true', 'mapping.TS'='Time Stamp')
                """;
        String hive =
                """
                CREATE EXTERNAL TABLE t (ts timestamp)
                ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe'
                WITH SERDEPROPERTIES ('timestamp.formats'='millis, yyyy-MM-dd''T''HH:mm:ss')
                """;

        assertThat(CreateTable.read(openX).dialect())
                .isEqualTo(new JsonDialect.OpenX(false, true, Map.of("ts", "Time Stamp")));
        assertThat(CreateTable.read(hive).dialect())
                .isEqualTo(new JsonDialect.Hive(List.of("millis", "yyyy-MM-dd'T'HH:mm:ss")));
        assertThatThrownBy(() -> CreateTable.read(openX.replace("FALSE", "perhaps")).dialect())
                .hasMessage("'case.insensitive' must be 'true' or 'false' but was 'perhaps'");
    }

    @Test
    void readsBackWhatItWrites() {
        HiveType nested =
                new HiveType.Struct(
                        List.of(
                                new Column("a-b", Primitive.INT),
                                new Column("c", new HiveType.Array(Primitive.DATE))));
        TableSchema schema =
                new TableSchema(
                        List.of(
                                new Column("first", nested),
                                new Column("se`cond", new HiveType.Decimal(5, 2))));

        CreateTable table =
                CreateTable.of("db.t", schema, "PARQUET", Map.of("first", "the 'first'\\"))
                        .withPartitionKeys(List.of(new Column("day", Primitive.STRING)))
                        .withLocation("s3://lake/t/");

        assertThat(CreateTable.read(table.toString())).isEqualTo(table);
        assertThat(table.dialect())
                .isEqualTo(new JsonDialect.OpenX(true, false, Map.of("first", "the 'first'\\")));
    }

    private static String text(CreateTable table) {
        return table.schema().columns().stream()
                .map(column -> column.name() + " " + column.type())
                .collect(Collectors.joining(", "));
    }
}
