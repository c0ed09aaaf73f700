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
}
