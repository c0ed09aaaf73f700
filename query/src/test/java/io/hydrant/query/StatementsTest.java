package io.hydrant.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "-- a comment\n/* and another */ select 1",
                "with a as (select 1) select * from a",
                "(SELECT 1) UNION (SELECT 2)",
                "INSERT INTO t VALUES 1",
                "UNLOAD (SELECT 1) TO 's3://b/' WITH (format='PARQUET')",
                "EXPLAIN SELECT 1",
                "CREATE TABLE t WITH (format = 'PARQUET') AS SELECT 1 AS a",
                "create table \"t\" as (select 1)",
                "CREATE OR REPLACE VIEW v AS SELECT 1",
                "CREATE VIEW v AS SELECT 1",
                "SELEC 1",
                "",
            })
    void queriesAndWhatIsMadeFromThemAreOfTheEnginesGrammar(String text) {
        assertThat(Statements.ofQueries(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE EXTERNAL TABLE t (a int) STORED AS PARQUET LOCATION 's3://b/ AS SELECT'",
                "CREATE EXTERNAL TABLE `as` (`select` int COMMENT 'AS SELECT')",
                "CREATE DATABASE db",
                "MSCK REPAIR TABLE t",
                "ALTER TABLE t ADD PARTITION (a='1')",
                "DROP VIEW v",
                "SHOW TABLES",
                "DESCRIBE t",
            })
    void allOthersAreHives(String text) {
        assertThat(Statements.ofQueries(text)).isFalse();
    }
}
