package io.hydrant.query.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.query.refusal.QueryFailure;
import io.hydrant.query.statement.MalformedStatement;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which partitions a use of a table needs.
class PartitionFilterTest {
    private static final SampleTables TABLES = new SampleTables();

    private static List<TableScan> scans(String sql) throws MalformedStatement, QueryFailure {
        return QueryTranslator.translate(sql, "lab", TABLES, List.of()).scans();
    }

    private static Optional<String> filter(String sql) throws MalformedStatement, QueryFailure {
        return scans(sql).getFirst().partitionFilter();
    }

    @Test
    void takesConditionsOverKeysAlone() throws Exception {
        assertThat(
                        filter(
                                "SELECT * FROM trips WHERE year = '2026' AND n > 1 AND trips.month"
                                        + " <> '01'"))
                .contains("(\"year\" = '2026') AND (\"month\" <> '01')");
        assertThat(
                        filter(
                                "SELECT * FROM trips t WHERE t.year IN ('2025', '2026') OR t.zone"
                                        + " BETWEEN 1 AND 2"))
                .contains("((\"year\" IN ('2025', '2026')) OR (\"zone\" BETWEEN 1 AND 2))");
        assertThat(filter("SELECT * FROM trips WHERE year LIKE '20%' AND NOT (month = '01')"))
                .contains("(\"year\" LIKE '20%') AND (NOT (\"month\" = '01'))");
    }

    @Test
    void keepsPartitionsWhoseConditionCannotBeComputed() throws Exception {
        assertThat(filter("SELECT * FROM trips WHERE CAST(month AS integer) = 1").orElseThrow())
                .startsWith("coalesce(TRY(")
                .endsWith("), TRUE)");
    }

    @Test
    void leavesOutWhatSpeaksOfOtherColumns() throws Exception {
        assertThat(filter("SELECT * FROM trips WHERE year = rider")).isEmpty();
        assertThat(filter("SELECT * FROM trips WHERE year = '2026' OR n = 1")).isEmpty();
        assertThat(filter("SELECT * FROM trips WHERE zone > random(5)")).isEmpty();
        assertThat(filter("SELECT * FROM trips WHERE year = (SELECT max(year) FROM busy)"))
                .isEmpty();
        assertThat(filter("SELECT * FROM trips WHERE \"$path\" = year")).isEmpty();
        assertThat(filter("SELECT 1 FROM trips WHERE 1 = 1")).isEmpty();
    }

    @Test
    void reachesThroughSimpleQueriesAndViews() throws Exception {
        assertThat(filter("SELECT * FROM (SELECT year AS y, n FROM trips) WHERE y = '2026'"))
                .contains("(\"year\" = '2026')");
        assertThat(filter("SELECT * FROM plain WHERE year = '2026'"))
                .contains("(\"year\" = '2026')");
        assertThat(filter("SELECT * FROM busy WHERE year = '2026'"))
                .contains("(\"year\" = '2026')");
        assertThat(filter("WITH w AS (SELECT * FROM trips) SELECT * FROM w WHERE year = '2026'"))
                .contains("(\"year\" = '2026')");
    }

    @Test
    void doesNotReachThroughLimitsWindowsOrGroupingSets() throws Exception {
        assertThat(filter("SELECT * FROM (SELECT * FROM trips LIMIT 5) WHERE year = '2026'"))
                .isEmpty();
        assertThat(
                        filter(
                                "SELECT * FROM (SELECT year, rank() OVER (ORDER BY n) FROM trips)"
                                        + " WHERE year = '2026'"))
                .isEmpty();
        assertThat(
                        filter(
                                "SELECT * FROM (SELECT year, count(*) FROM trips GROUP BY ROLLUP"
                                        + " (year)) WHERE year = '2026'"))
                .isEmpty();
        assertThat(
                        filter(
                                "SELECT * FROM (SELECT year FROM trips UNION ALL SELECT '1')"
                                        + " t(year) WHERE year = '2026'"))
                .isEmpty();
        assertThat(filter("SELECT year, count(*) FROM trips GROUP BY year HAVING year = '2026'"))
                .isEmpty();
    }

    @Test
    void aCommonTableUsedTwiceNeedsAllThatBothUsesNeed() throws Exception {
        assertThat(
                        filter(
                                "WITH w AS (SELECT * FROM trips) SELECT 1 FROM w a, w b WHERE"
                                        + " a.year = '2026'"))
                .isEmpty();
    }

    @Test
    void outerJoinsKeepPartitionsOfTheirNullableSide() throws Exception {
        String join =
                "SELECT * FROM trips a %s JOIN trips b ON a.id = b.id AND b.year = '2025' WHERE"
                        + " a.year = '2026'";
        assertThat(scans(join.formatted("INNER")))
                .extracting(TableScan::partitionFilter)
                .containsExactly(
                        Optional.of("(\"year\" = '2026')"), Optional.of("(\"year\" = '2025')"));
        assertThat(scans(join.formatted("LEFT")))
                .extracting(TableScan::partitionFilter)
                .containsExactly(
                        Optional.of("(\"year\" = '2026')"), Optional.of("(\"year\" = '2025')"));
        assertThat(scans(join.formatted("RIGHT")))
                .extracting(TableScan::partitionFilter)
                .containsExactly(Optional.empty(), Optional.empty());
        assertThat(scans(join.formatted("FULL")))
                .extracting(TableScan::partitionFilter)
                .containsExactly(Optional.empty(), Optional.empty());
        assertThat(
                        scans(
                                "SELECT * FROM trips a LEFT JOIN trips b ON a.id = b.id WHERE"
                                        + " b.year = '2025'"))
                .extracting(TableScan::partitionFilter)
                .containsExactly(Optional.empty(), Optional.empty());
    }

    @Test
    void eachUseHasItsOwnFilter() throws Exception {
        assertThat(
                        scans(
                                "SELECT * FROM trips WHERE year = '2026' AND id IN (SELECT id FROM"
                                        + " trips WHERE month = '01')"))
                .extracting(TableScan::partitionFilter)
                .containsExactlyInAnyOrder(
                        Optional.of("(\"year\" = '2026')"), Optional.of("(\"month\" = '01')"));
        assertThat(
                        scans(
                                "SELECT * FROM trips WHERE EXISTS (SELECT 1 FROM trips b WHERE"
                                        + " b.year = trips.year)"))
                .extracting(TableScan::partitionFilter)
                .containsOnly(Optional.empty());
    }

    @Test
    void tellsHiddenColumnsThatAreAskedFor() throws Exception {
        TableScan scan =
                scans("SELECT \"$path\", id FROM trips ORDER BY \"$file_modified_time\"")
                        .getFirst();
        assertThat(scan.hidden()).isEqualTo(Set.of("$path", "$file_modified_time"));
        assertThat(scans("SELECT * FROM trips").getFirst().hidden()).isEmpty();
        assertThat(scans("SELECT * FROM \"trips$partitions\"").getFirst().partitionsOnly())
                .isTrue();
    }

    @Test
    void tellsTypesOfColumns() throws Exception {
        assertThat(
                        QueryTranslator.translate(
                                        ("SELECT id, fare * 2, pickup, now(), doc, tags"
                                                        + " FROM trips, events e WHERE e.id = 1")
                                                .replace("SELECT id", "SELECT e.id"),
                                        "lab",
                                        TABLES,
                                        List.of())
                                .types())
                .containsExactly(
                        "bigint",
                        "decimal(20,2)",
                        "timestamp(3)",
                        "timestamp(3) with time zone",
                        "varchar",
                        "array(varchar)");
    }
}
