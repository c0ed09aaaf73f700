package io.hydrant.query.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.query.statement.MalformedStatement;

import org.junit.jupiter.api.Test;

/// Kinds of statements.
class StatementReaderTest {
    @Test
    void readsQueries() throws Exception {
        assertThat(StatementReader.read("SELECT 1;")).isInstanceOf(StatementKind.Select.class);
        assertThat(StatementReader.read("-- note\nWITH a AS (SELECT 1) SELECT * FROM a"))
                .isInstanceOf(StatementKind.Select.class);
    }

    @Test
    void readsTablesMadeOfQueries() throws Exception {
        StatementKind.CreateTable create =
                (StatementKind.CreateTable)
                        StatementReader.read(
                                "CREATE TABLE IF NOT EXISTS Lab.Copy WITH (format = 'PARQUET',"
                                        + " partitioned_by = ARRAY['year']) AS SELECT * FROM trips"
                                        + " WITH NO DATA");
        assertThat(create.name()).containsExactly("lab", "copy");
        assertThat(create.properties()).containsOnlyKeys("format", "partitioned_by");
        assertThat(create.ifNotExists()).isTrue();
        assertThat(create.withData()).isFalse();
    }

    @Test
    void readsInserts() throws Exception {
        StatementKind.InsertInto insert =
                (StatementKind.InsertInto)
                        StatementReader.read("INSERT INTO lab.t (A, b) VALUES (1, 2)");
        assertThat(insert.name()).containsExactly("lab", "t");
        assertThat(insert.columns()).containsExactly("a", "b");
    }

    @Test
    void keepsTheTextOfViews() throws Exception {
        StatementKind.View view =
                (StatementKind.View)
                        StatementReader.read(
                                "CREATE OR REPLACE VIEW v AS\n"
                                        + "  SELECT 'x' AS  y -- note\n"
                                        + "FROM t ;");
        assertThat(view.originalSql()).isEqualTo("SELECT 'x' AS  y -- note\nFROM t");
        assertThat(view.replace()).isTrue();
    }

    @Test
    void readsPreparedStatements() throws Exception {
        assertThat(StatementReader.read("PREPARE Q FROM SELECT ? + 1"))
                .isEqualTo(new StatementKind.Preparation("q", "SELECT ? + 1"));
        assertThat(
                        ((StatementKind.Execution) StatementReader.read("EXECUTE q USING 1, 'a'"))
                                .parameters())
                .hasSize(2);
        assertThat(StatementReader.read("DEALLOCATE PREPARE q"))
                .isEqualTo(new StatementKind.Deallocation("q"));
    }

    @Test
    void readsExplanations() throws Exception {
        StatementKind.Explanation plan =
                (StatementKind.Explanation) StatementReader.read("EXPLAIN ANALYZE SELECT 1");
        assertThat(plan.analyze()).isTrue();
        assertThat(plan.statement()).isInstanceOf(StatementKind.Select.class);
    }

    @Test
    void readsUnload() throws Exception {
        StatementKind.Unload unload =
                (StatementKind.Unload)
                        StatementReader.read(
                                "/* out */ unload (SELECT ')' AS \"(\" -- )\n"
                                    + " FROM t) TO 's3://b/p/' WITH (format = 'JSON', compression ="
                                    + " 'gzip');");
        assertThat(unload.location()).isEqualTo("s3://b/p/");
        assertThat(unload.properties()).containsOnlyKeys("format", "compression");
    }

    @Test
    void refusesUnloadOfAnotherForm() {
        assertThatThrownBy(() -> StatementReader.read("UNLOAD (SELECT 1) TO s3"))
                .isInstanceOf(MalformedStatement.class)
                .hasMessageContaining("UNLOAD (query) TO");
        assertThatThrownBy(() -> StatementReader.read("UNLOAD (SELECT 1"))
                .isInstanceOf(MalformedStatement.class);
        assertThatThrownBy(() -> StatementReader.read("UNLOAD (SELEC 1) TO 's3://b/'"))
                .hasMessageStartingWith("line 1:9: mismatched input");
    }

    @Test
    void leavesOtherStatementsToOthers() throws Exception {
        assertThat(StatementReader.read("SHOW TABLES")).isInstanceOf(StatementKind.Other.class);
    }
}
