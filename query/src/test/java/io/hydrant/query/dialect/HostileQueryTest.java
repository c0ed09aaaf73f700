package io.hydrant.query.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.query.refusal.QueryFailure;
import io.hydrant.query.statement.MalformedStatement;

import org.junit.jupiter.api.Test;

import java.util.List;

/// Queries made to break something end with an error of theirs, soon.
class HostileQueryTest {
    private static final SampleTables TABLES = new SampleTables();

    private static TranslatedQuery translate(String sql) throws MalformedStatement, QueryFailure {
        return QueryTranslator.translate(sql, "lab", TABLES, List.of());
    }

    private static void isRefused(String sql) {
        assertThatThrownBy(() -> translate(sql))
                .isInstanceOfAny(QueryFailure.class, MalformedStatement.class);
    }

    @Test
    void refusesDeepNesting() {
        isRefused("SELECT " + "(".repeat(50_000) + "1" + ")".repeat(50_000));
        isRefused("SELECT " + "abs(".repeat(2_000) + "1" + ")".repeat(2_000));
        isRefused("SELECT 1" + " + 1".repeat(20_000));
        isRefused("SELECT " + "NOT ".repeat(5_000) + "true");
        isRefused("SELECT " + "- ".repeat(5_000) + "1");
        isRefused("SELECT * FROM " + "(SELECT * FROM ".repeat(3_000) + "trips" + ")".repeat(3_000));
        isRefused("SELECT " + "ARRAY[".repeat(3_000) + "1" + "]".repeat(3_000));
        isRefused(
                "SELECT CAST(1 AS "
                        + "array(".repeat(20_000)
                        + "integer"
                        + ")".repeat(20_000)
                        + ")");
        isRefused("SELECT 1" + " UNION SELECT 1".repeat(10_000));
        isRefused("SELECT * FROM trips" + ", trips".repeat(1_000));
    }

    @Test
    void refusesTextsThatMultiply() {
        isRefused("SELECT " + nested("substr(", ", 2)", 60, "'a'"));
        isRefused("SELECT " + nested("array_distinct(", ")", 60, "ARRAY[1]"));
        isRefused("SELECT " + nested("greatest(", ", NULL)", 60, "1"));
        isRefused("SELECT " + nested("CAST(CAST(", " AS double) AS varchar)", 45, "'1'"));
        isRefused(
                "SELECT count(*) FROM trips WHERE rider IN ("
                        + (nested("split_part(", ", ',', 1)", 4, "rider") + ", ").repeat(2_000)
                        + nested("substr(", ", 2)", 60, "rider")
                        + ")");
    }

    private static String nested(String before, String after, int depth, String core) {
        return before.repeat(depth) + core + after.repeat(depth);
    }

    @Test
    void refusesLambdasThatTheEngineCouldNotBind() {
        isRefused("SELECT " + nested("transform(ARRAY[1], x -> cardinality(", "))", 9, "ARRAY[1]"));
        isRefused("SELECT " + nested("array_distinct(", ")", 9, "ARRAY[1]"));
    }

    @Test
    void translatesNestedLambdasOnce() throws Exception {
        int depth = 8;
        String sql =
                "SELECT "
                        + nested("transform(ARRAY[1], x -> cardinality(", "))", depth, "ARRAY[1]");
        assertThat(translate(sql).sql().length()).isLessThan(2_000);
    }

    @Test
    void translatesALongFlatQuery() throws Exception {
        StringBuilder sql = new StringBuilder("SELECT id FROM trips WHERE id IN (0");
        while (sql.length() < 200_000) {
            sql.append(", ").append(sql.length());
        }
        assertThat(translate(sql.append(')').toString()).columns()).containsExactly("id");
    }

    @Test
    void refusesTextsBeyondTheLimit() {
        assertThatThrownBy(() -> translate("SELECT '" + "a".repeat(262_144) + "'"))
                .isInstanceOf(MalformedStatement.class)
                .hasMessageContaining("more than 262144");
    }

    @Test
    void keepsQuotesOfTextsAndNames() throws Exception {
        TranslatedQuery query = translate("SELECT 'a'' OR 1=1 --' AS \"x\"\"; DROP\"");
        assertThat(query.sql()).isEqualTo("SELECT 'a'' OR 1=1 --' AS c0");
        assertThat(query.columns()).containsExactly("x\"; drop");
        assertThat(translate("SELECT CAST(ROW(1) AS ROW(\"a\"\"b\" integer))").sql())
                .contains("{'a\"b': 1}");
    }

    @Test
    void namesNoRelationButItsScans() throws Exception {
        TranslatedQuery query = translate("SELECT t.id FROM trips t JOIN events e ON t.id = e.id");
        assertThat(query.scans()).extracting(TableScan::relation).containsExactly("scan1", "scan2");
        assertThat(query.sql()).doesNotContain("trips").doesNotContain("events");
    }

    @Test
    void reachesNoFunctionOfTheEngineByAnyName() {
        List<String> names =
                List.of(
                        "read_text",
                        "\"read_csv\"",
                        "\"read_text('/etc/passwd')\"",
                        "main.read_text",
                        "system.main.getenv",
                        "getenv",
                        "getvariable",
                        "current_setting",
                        "query_table",
                        "nextval",
                        "sleep_ms",
                        "write_log",
                        "error",
                        "\"abs\"\"\"",
                        "json_execute_serialized_sql");
        for (String name : names) {
            assertThatThrownBy(() -> translate("SELECT " + name + "('x')"))
                    .as(name)
                    .isInstanceOf(QueryFailure.class)
                    .hasMessageStartingWith("FUNCTION_NOT_FOUND");
        }
    }

    @Test
    void keepsHostileTextsAndNamesInsideTheirQuotes() throws Exception {
        List<String> statements =
                List.of(
                        "SELECT json_extract('{}', '$[\"a'' || getenv(''HOME'') --\"]')",
                        "SELECT json_value('{}', 'lax $.\"a'' || getenv(''HOME'') || ''\"')",
                        "SELECT date_format(now(), '%Y'' || getenv(''HOME'') || ''')",
                        "SELECT format('%s'' || getenv(''HOME'') || ''', 'a')",
                        "SELECT now() AT TIME ZONE 'UTC'') || getenv(''HOME'') --'",
                        "SELECT regexp_replace('a', 'b', ''' || getenv(''HOME'') || ''')",
                        "SELECT CAST(ROW(1) AS ROW(\"a', (SELECT getenv('H'))) --\" integer))",
                        "SELECT CAST(JSON '{}' AS ROW(\"a\"\"}', getenv('H')) --\" integer))",
                        "SELECT \"x\"\" FROM read_text('/') --\" FROM (SELECT 1) t(\"x\"\" FROM"
                                + " read_text('/') --\")",
                        "SELECT 1 AS \"c0, getenv('HOME') AS c1 --\"",
                        "SELECT \"a\"\", getenv('H') --\".id FROM trips \"a\"\", getenv('H') --\"",
                        "WITH \"w AS (SELECT getenv('H')) --\" AS (SELECT 1 a) SELECT a FROM"
                                + " \"w AS (SELECT getenv('H')) --\"",
                        "SELECT U&'\\0027 || getenv(1) --'",
                        "SELECT X'27' -- getenv(1)\n, 1",
                        "SELECT /* ' */ 'a' /* getenv(1) ' */",
                        "SELECT transform(ARRAY[1], \"x -> getenv(1) --\" -> \"x -> getenv(1)"
                                + " --\" + 1)",
                        "SELECT id FROM trips WHERE rider LIKE '%'' || getenv(1) --' ESCAPE ''''",
                        "SELECT * FROM information_schema.tables WHERE table_schema = ''') --"
                                + "getenv('");
        for (String sql : statements) {
            assertThat(withoutTexts(translate(sql).sql()))
                    .as(sql)
                    .doesNotContain("getenv")
                    .doesNotContain("read_text")
                    .doesNotContain("--");
        }
    }

    private static String withoutTexts(String sql) {
        return sql.replaceAll("'(?:[^']|'')*+'|\"(?:[^\"]|\"\")*+\"", "?");
    }

    @Test
    void refusesAParameterThatStandsForItself() {
        assertThatThrownBy(() -> QueryTranslator.translate("SELECT ?", "lab", TABLES, List.of("?")))
                .isInstanceOf(QueryFailure.class)
                .hasMessageContaining("nested");
    }

    @Test
    void takesVeryLongNames() throws Exception {
        String name = "n".repeat(100_000);
        assertThat(translate("SELECT 1 AS \"" + name + "\"").columns()).containsExactly(name);
        isRefused("SELECT \"" + name + "\" FROM trips");
    }

    @Test
    void refusesClausesThatWouldHaveNoEffect() {
        for (String sql :
                List.of(
                        "SELECT date_trunc('day', now()) OVER ()",
                        "SELECT json_extract(DISTINCT doc, '$.a') FROM events",
                        "SELECT listagg(rider, ',') WITHIN GROUP (ORDER BY id) OVER () FROM trips",
                        "SELECT listagg(rider, ',' ON OVERFLOW TRUNCATE WITH COUNT) WITHIN GROUP"
                                + " (ORDER BY id) FROM trips",
                        "SELECT sum(n) IGNORE NULLS OVER () FROM trips",
                        "SELECT sum(n) FILTER (WHERE paid) OVER () FROM trips",
                        "SELECT sum(id) OVER (w) FROM trips WINDOW w AS (ORDER BY id ROWS 1"
                                + " PRECEDING)",
                        "SELECT sum(id) OVER (w ORDER BY n) FROM trips WINDOW w AS (ORDER BY id)",
                        "SELECT current_timestamp(9)",
                        "SELECT CAST('01:02:03' AS time(6))",
                        "SELECT year FROM trips GROUP BY DISTINCT ROLLUP (year), ROLLUP (year)",
                        "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n FROM t OFFSET 1)"
                                + " SELECT n FROM t")) {
            assertThatThrownBy(() -> translate(sql)).as(sql).isInstanceOf(QueryFailure.class);
        }
    }

    @Test
    void refusesStatementsWithOptionsThatWouldHaveNoEffect() {
        for (String sql :
                List.of(
                        "CREATE VIEW v SECURITY INVOKER AS SELECT 1 AS a",
                        "CREATE VIEW v COMMENT 'c' AS SELECT 1 AS a",
                        "CREATE OR REPLACE TABLE t AS SELECT 1 AS a",
                        "CREATE TABLE t COMMENT 'c' AS SELECT 1 AS a",
                        "CREATE TABLE t (b) AS SELECT 1 AS a",
                        "EXPLAIN ANALYZE VERBOSE SELECT 1",
                        "UNLOAD (SELECT 1) TO 's3://b/' WITH (format = 'ORC') AS SELECT 2 --()")) {
            assertThatThrownBy(() -> StatementReader.read(sql))
                    .as(sql)
                    .isInstanceOf(MalformedStatement.class);
        }
    }
}
