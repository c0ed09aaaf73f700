package io.hydrant.query.engine.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.query.engine.Hurry;
import io.hydrant.query.engine.Tables;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

/// It is 2026-01-02T03:04:05Z.
class ProjectionTest {
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
    void readsHoursUpToNow() throws Exception {
        tables.create(
                tables.table("t", Tables.PARQUET, "id int", "datehour string")
                        .with(
                                "projection.enabled", "true",
                                "projection.datehour.type", "date",
                                "projection.datehour.range", "2025/12/31/00,NOW",
                                "projection.datehour.format", "yyyy/MM/dd/HH",
                                "projection.datehour.interval", "1",
                                "projection.datehour.interval.unit", "HOURS",
                                "storage.location.template", "s3://lake/in/${datehour}/"));
        tables.putParquet("in/2025/12/31/23/a", "SELECT 1 AS id");
        tables.putParquet("in/2026/01/02/03/a", "SELECT 2 AS id");
        tables.putParquet("in/2026/01/02/04/a", "SELECT 3 AS id");
        String sql = "SELECT datehour, id FROM t ORDER BY id";
        assertThat(tables.run(sql, 2, tables.scan("t")).lines())
                .containsExactly("2025/12/31/23|1", "2026/01/02/03|2");
        Hurry running = new Hurry();
        assertThat(
                        tables.run(
                                        running,
                                        sql.replace("t ", "t WHERE datehour > '2026/01' "),
                                        2,
                                        tables.scan("t", "\"datehour\" > '2026/01'"))
                                .lines())
                .containsExactly("2026/01/02/03|2");
    }

    @Test
    void combinesKeysUnderTheTablesFolder() throws Exception {
        tables.create(
                tables.table("t", Tables.PARQUET, "id int", "region string, n int")
                        .with(
                                "projection.enabled", "TRUE",
                                "projection.region.type", "enum",
                                "projection.region.values", "eu, us",
                                "projection.n.type", "integer",
                                "projection.n.range", "0,100",
                                "projection.n.interval", "5",
                                "projection.n.digits", "3"));
        tables.putParquet("t/region=eu/n=005/a", "SELECT 1 AS id");
        tables.putParquet("t/region=us/n=100/a", "SELECT 2 AS id");
        tables.putParquet("t/region=us/n=101/a", "SELECT 3 AS id");
        assertThat(
                        tables.run("SELECT region, n, id FROM t ORDER BY id", 3, tables.scan("t"))
                                .lines())
                .containsExactly("eu|5|1", "us|100|2");
    }

    @Test
    void readsInjectedKeysThatTheQueryNames() throws Exception {
        tables.create(
                tables.table("t", Tables.PARQUET, "id int", "device string")
                        .with("projection.enabled", "true", "projection.device.type", "injected"));
        tables.putParquet("t/device=a/x", "SELECT 1 AS id");
        tables.putParquet("t/device=b/x", "SELECT 2 AS id");
        String sql = "SELECT id FROM t";
        assertThat(tables.run(sql, 1, tables.scan("t", "\"device\" = 'b'")).lines())
                .containsExactly("2");
        assertThat(tables.run(sql, 1, tables.scan("t", "\"device\" IN ('a', 'c')")).lines())
                .containsExactly("1");
        assertThatThrownBy(() -> tables.run(sql, 1, tables.scan("t", "\"device\" > 'a'")))
                .hasMessageStartingWith("CONSTRAINT_VIOLATION: ")
                .hasMessageContaining("device");
    }

    @Test
    void saysWhichKeysAreNotConfigured() throws Exception {
        tables.create(
                tables.table("t", Tables.PARQUET, "id int", "a string, b string")
                        .with(
                                "projection.enabled", "true",
                                "projection.a.type", "enum",
                                "projection.a.values", "1"));
        assertThatThrownBy(() -> tables.run("SELECT id FROM t", 1, tables.scan("t")))
                .hasMessage(
                        "HIVE_METASTORE_ERROR: Table db.t is configured for partition projection,"
                                + " but the following partition columns are missing projection"
                                + " configuration: [b]");
    }
}
