package io.hydrant.query.engine.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.query.dialect.TableScan;
import io.hydrant.query.engine.CollectedRows;
import io.hydrant.query.engine.Hurry;
import io.hydrant.query.engine.Tables;
import io.hydrant.query.refusal.QueryFailure;
import io.hydrant.storage.object.ObjectAddress;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

class ParquetTablesTest {
    @TempDir Path folder;
    private Tables tables;

    @BeforeEach
    void open() throws IOException {
        tables = Tables.in(folder);
    }

    @AfterEach
    void close() {
        tables.close();
    }

    @Test
    void hasTheTablesColumnsWhateverTheFilesHave() throws Exception {
        tables.create(
                tables.table(
                        "t",
                        Tables.PARQUET,
                        "id bigint, name string, more double, at timestamp",
                        ""));
        tables.putParquet("t/a.parquet", "SELECT 1::INTEGER AS ID, 'x' AS Name, 9 AS extra");
        tables.putParquet(
                "t/sub/b.parquet",
                "SELECT 2::BIGINT AS id, TIMESTAMPTZ '2026-01-02 03:04:05.678+00' AS at");
        CollectedRows rows = tables.run("SELECT * FROM t ORDER BY id", 4, tables.scan("t"));
        assertThat(rows.lines())
                .containsExactly("1|x|NULL|NULL", "2|NULL|NULL|2026-01-02 03:04:05.678");
        assertThat(rows.types()).containsExactly("bigint", "varchar", "double", "timestamp");
    }

    @Test
    void readsNestedColumnsByNameAndWithoutCase() throws Exception {
        tables.create(
                tables.table(
                        "t",
                        Tables.PARQUET,
                        "s struct<b:string,c:double>, l array<int>, m map<string,int>",
                        ""));
        tables.putParquet(
                "t/a",
                "SELECT {'A': 1, 'B': 'q'} AS s, [1::TINYINT, 2] AS l, MAP {'k': 1, 'z': NULL} AS"
                        + " m");
        assertThat(tables.run("SELECT * FROM t", 3, tables.scan("t")).lines())
                .containsExactly("{b=q, c=null}|[1, 2]|{k=1, z=null}");
    }

    @Test
    void ignoresEmptyAndHiddenObjects() throws Exception {
        tables.create(tables.table("t", Tables.PARQUET, "id int", ""));
        tables.put("t/", new byte[0]);
        tables.put("t/empty.parquet", new byte[0]);
        tables.put("t/_SUCCESS", "no parquet".getBytes(StandardCharsets.UTF_8));
        tables.put("t/.hidden/a.parquet", "no parquet".getBytes(StandardCharsets.UTF_8));
        tables.put("tt/a.parquet", "no parquet".getBytes(StandardCharsets.UTF_8));
        tables.putParquet("t/a.parquet", "SELECT 1 AS id");
        assertThat(tables.run("SELECT * FROM t", 1, tables.scan("t")).lines()).containsExactly("1");
    }

    @Test
    void isEmptyWithoutFiles() throws Exception {
        tables.create(tables.table("t", Tables.PARQUET, "id int, s string", "p date"));
        TableScan scan = tables.scan("t", "", "$path", "$file_size");
        CollectedRows rows =
                tables.run("SELECT id, s, p, \"$path\", \"$file_size\" FROM t", 5, scan);
        assertThat(rows.lines()).isEmpty();
    }

    @Test
    void readsKeysWithLettersThatAreSpecialInPaths() throws Exception {
        tables.create(tables.table("t", Tables.PARQUET, "id int", ""));
        tables.putParquet("t/a*?[x]'\"{1,2} #%é/x..parquet", "SELECT 1 AS id");
        tables.putParquet("t//b", "SELECT 2 AS id");
        TableScan scan = tables.scan("t", "", "$path");
        assertThat(tables.run("SELECT \"$path\", id FROM t ORDER BY id", 2, scan).lines())
                .containsExactly("s3://lake/t/a*?[x]'\"{1,2} #%é/x..parquet|1", "s3://lake/t//b|2");
    }

    @Test
    void keepsValuesOfPartitionsAsTheyAre() throws Exception {
        Tables.Definition table =
                tables.table("t", Tables.PARQUET, "id int", "month string, day int, d date");
        tables.create(table);
        tables.putParquet("t/a/x", "SELECT 1 AS id");
        tables.putParquet("elsewhere/b", "SELECT 2 AS id");
        tables.putParquet("t/c/x", "SELECT 3 AS id");
        tables.partition(table, "s3://lake/t/a", "01", "01", "2026-01-01");
        tables.partition(table, "s3://lake/elsewhere/", "a/b=%'ü", "7", "2026-02-01");
        tables.partition(table, "s3://lake/t/c/", "__HIVE_DEFAULT_PARTITION__", "3", "2026-03-01");
        assertThat(
                        tables.run(
                                        "SELECT id, month, day, d FROM t ORDER BY id",
                                        4,
                                        tables.scan("t"))
                                .lines())
                .containsExactly(
                        "1|01|1|2026-01-01", "2|a/b=%'ü|7|2026-02-01", "3|NULL|3|2026-03-01");
    }

    @Test
    void readsOnlyPartitionsThatTheConditionAllows() throws Exception {
        Tables.Definition table = tables.table("t", Tables.PARQUET, "id int", "day int");
        tables.create(table);
        for (int day = 1; day <= 40; day++) {
            tables.put("t/day=" + day + "/x", "no parquet".getBytes(StandardCharsets.UTF_8));
            tables.partition(table, "s3://lake/t/day=" + day + "/", Integer.toString(day));
        }
        tables.putParquet("t/day=17/x", "SELECT 17 AS id");
        long bytes =
                tables.objects.head(new ObjectAddress("lake", "t/day=17/x")).orElseThrow().bytes();
        Hurry running = new Hurry();
        String sql = "SELECT id FROM t WHERE day + 1 = 18";
        assertThat(tables.run(running, sql, 1, tables.scan("t", "\"day\" + 1 = 18")).lines())
                .containsExactly("17");
        assertThat(running.scannedBytes()).isEqualTo(bytes);
    }

    @Test
    void refusesPartitionValuesThatAreNoneOfTheKeysType() throws Exception {
        Tables.Definition table = tables.table("t", Tables.PARQUET, "id int", "day int");
        tables.create(table);
        tables.partition(table, "s3://lake/t/x/", "monday");
        assertThatThrownBy(() -> tables.run("SELECT id FROM t", 1, tables.scan("t")))
                .isInstanceOf(QueryFailure.class)
                .hasMessage(
                        "HIVE_INVALID_PARTITION_VALUE: Invalid partition value 'monday' for int"
                                + " partition key: day");
    }

    @Test
    void refusesPartitionsWhoseColumnsCannotBeReadAsTheTables() throws Exception {
        Tables.Definition table = tables.table("t", Tables.PARQUET, "id int", "day int");
        tables.create(table);
        tables.partition(
                tables.table("t", Tables.PARQUET, "id double", "day int"), "s3://lake/t/x/", "1");
        assertThatThrownBy(() -> tables.run("SELECT id FROM t", 1, tables.scan("t")))
                .hasMessage(
                        "HIVE_PARTITION_SCHEMA_MISMATCH: There is a mismatch between the table and"
                                + " partition schemas. The types are incompatible and cannot be"
                                + " coerced. The column 'id' in table 'db.t' is declared as type"
                                + " 'int', but partition 'day=1' declared column 'id' as type"
                                + " 'double'.");
    }

    @Test
    void hasARowForEachPartition() throws Exception {
        Tables.Definition table = tables.table("t", Tables.PARQUET, "id int", "y string, d int");
        tables.create(table);
        tables.partition(table, "s3://lake/t/a/", "2026", "1");
        tables.partition(table, "s3://lake/t/b/", "2027", "2");
        TableScan scan =
                new TableScan("t$p", tables.file("t"), Optional.of("d > 1"), Set.of(), true);
        assertThat(tables.run("SELECT * FROM \"t$p\"", 2, scan).lines()).containsExactly("2027|2");
    }

    @Test
    void givesHiddenColumns() throws Exception {
        Tables.Definition table = tables.table("t", Tables.PARQUET, "id int", "day string");
        tables.create(table);
        tables.putParquet("t/x/a", "SELECT 1 AS id");
        tables.partition(table, "s3://lake/t/x/", "01");
        TableScan scan =
                tables.scan("t", "", "$path", "$file_size", "$file_modified_time", "$partition");
        CollectedRows rows =
                tables.run(
                        "SELECT \"$path\", \"$file_size\" > 0, \"$file_modified_time\","
                                + " \"$partition\" FROM t",
                        4,
                        scan);
        assertThat(rows.lines()).hasSize(1);
        assertThat(rows.rows().getFirst().get(0)).isEqualTo("s3://lake/t/x/a");
        assertThat(rows.rows().getFirst().get(1)).isEqualTo("true");
        assertThat(rows.rows().getFirst().get(2))
                .startsWith("2026-01-02 03:04:05")
                .endsWith(" UTC");
        assertThat(rows.rows().getFirst().get(3)).isEqualTo("day=01");
    }

    @Test
    void tellsTheObjectThatCannotBeRead() throws Exception {
        tables.create(tables.table("t", Tables.PARQUET, "id int", ""));
        tables.put("t/bad.parquet", "this is no file of columns".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> tables.run("SELECT id FROM t", 1, tables.scan("t")))
                .isInstanceOf(QueryFailure.class)
                .hasMessageStartingWith("HIVE_BAD_DATA: ")
                .hasMessageContaining("s3://lake/t/bad.parquet")
                .hasMessageNotContaining(folder.toString());
    }

    @Test
    void tellsTheColumnWhoseValuesAreNoneOfItsType() throws Exception {
        tables.create(tables.table("t", Tables.PARQUET, "id int", ""));
        tables.putParquet("t/a", "SELECT 'x' AS id");
        assertThatThrownBy(() -> tables.run("SELECT id FROM t", 1, tables.scan("t")))
                .isInstanceOf(QueryFailure.class)
                .hasMessageStartingWith("HIVE_BAD_DATA: ")
                .hasMessageContaining("s3://lake/t/a");
    }

    @Test
    void stopsBeforeItReadsMoreThanItMay() throws Exception {
        tables.create(tables.table("t", Tables.PARQUET, "id int", ""));
        tables.putParquet("t/a", "SELECT 1 AS id");
        assertThatThrownBy(() -> tables.run(new Hurry(10), "SELECT id FROM t", 1, tables.scan("t")))
                .hasMessageContaining("Bytes scanned limit");
    }

    @Test
    void keepsReadingWhatWasThereWhenTheStatementBegan() throws Exception {
        tables.create(tables.table("t", Tables.PARQUET, "id int", ""));
        tables.putParquet("t/a", "SELECT 1 AS id");
        tables.run("SELECT id FROM t", 1, tables.scan("t"));
        tables.putParquet("t/a", "SELECT 2 AS id");
        assertThat(tables.run("SELECT id FROM t", 1, tables.scan("t")).lines())
                .containsExactly("2");
    }

    @Test
    void copiesObjectsOfOtherStores() throws Exception {
        try (Tables elsewhere = Tables.elsewhere(folder.resolve("elsewhere"))) {
            elsewhere.create(elsewhere.table("t", Tables.PARQUET, "id int", ""));
            elsewhere.putParquet("t/a", "SELECT 1 AS id");
            String sql = "SELECT count(*) FROM t";
            assertThat(elsewhere.run(sql, 1, elsewhere.scan("t")).lines()).containsExactly("1");
            long copied = elsewhere.spool.bytes();
            assertThat(copied).isPositive();
            elsewhere.run(sql, 1, elsewhere.scan("t"));
            assertThat(elsewhere.spool.bytes()).isEqualTo(copied);
        }
    }

    @Test
    void saysThatATableIsGone() throws Exception {
        tables.create(tables.table("t", Tables.PARQUET, "id int", ""));
        TableScan scan = tables.scan("t");
        tables.catalog.tables().delete(Tables.name("t"));
        assertThatThrownBy(() -> tables.run("SELECT id FROM t", 1, scan))
                .hasMessage("TABLE_NOT_FOUND: Table 'awsdatacatalog.db.t' does not exist");
    }

    @Test
    void saysWhichSerDeIsNotSupported() throws Exception {
        tables.create(tables.table("t", "com.example.Serde", "id int", ""));
        assertThatThrownBy(() -> tables.run("SELECT id FROM t", 1, tables.scan("t")))
                .hasMessageStartingWith("HIVE_UNSUPPORTED_FORMAT: ")
                .hasMessageContaining("com.example.Serde");
    }

    @Test
    void refusesTablesWhoseColumnsAreNotDistinct() throws Exception {
        tables.create(tables.table("t", Tables.PARQUET, "id int, Day int", "day string"));
        tables.create(tables.table("bare", Tables.PARQUET, "", "day string"));
        assertThatThrownBy(() -> tables.run("SELECT id FROM t", 1, tables.scan("t")))
                .hasMessageContaining("duplicate columns: 'day'");
        assertThatThrownBy(() -> tables.run("SELECT day FROM bare", 1, tables.scan("bare")))
                .hasMessageContaining("has no columns");
    }
}
