package io.hydrant.query.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/// Every statement of the tables gives what Athena gives.
class StatementTableTest {
    private static final List<String> RESOURCES =
            List.of(
                    "statements.txt",
                    "nested.txt",
                    "relations.txt",
                    "queries.txt",
                    "functions.txt",
                    "information.txt");

    private static DialectTable table;

    @BeforeAll
    static void open() throws SQLException {
        table = new DialectTable();
    }

    @AfterAll
    static void close() throws SQLException {
        table.close();
    }

    @TestFactory
    Stream<DynamicTest> givesWhatAthenaGives() {
        return RESOURCES.stream()
                .flatMap(
                        resource ->
                                DialectTable.cases(resource).stream()
                                        .map(
                                                one ->
                                                        DynamicTest.dynamicTest(
                                                                resource + ":" + one.line(),
                                                                () -> check(one))));
    }

    private static void check(DialectTable.Case one) throws SQLException {
        String first = one.expected().getFirst();
        List<String> given = table.run(one.sql(), List.of(), first.startsWith(":"));
        if (first.startsWith("! ")) {
            assertThat(given.getFirst()).as(one.sql()).startsWith(first);
        } else {
            assertThat(given.stream().map(String::stripTrailing))
                    .as(one.sql())
                    .containsExactlyElementsOf(one.expected());
        }
    }

    @Test
    void theTablesHoldThreeHundredStatements() {
        long count = RESOURCES.stream().mapToLong(name -> DialectTable.cases(name).size()).sum();
        assertThat(count).isGreaterThanOrEqualTo(300);
    }

    @Test
    void putsParametersWhereQuestionMarksStand() throws SQLException {
        String sql =
                "SELECT rider, ? AS x FROM trips WHERE id > ? AND year = ? ORDER BY id LIMIT ?";
        assertThat(table.run(sql, List.of("'a''b'", "1", "'2026'", "1"), true))
                .containsExactly(": rider | x", "= bob | a'b");
        assertThat(
                        table.run(
                                "SELECT table_name FROM information_schema.tables WHERE"
                                        + " table_schema = ? AND table_name IN (?, 'none')",
                                List.of("'lab'", "'trips'"),
                                false))
                .containsExactly("= trips");
        assertThat(table.run(sql, List.of("1"), false).getFirst())
                .startsWith("! INVALID_PARAMETER_USAGE: line 1:44: Incorrect number of parameters");
        assertThat(table.run("SELECT ?", List.of("1; DROP TABLE t"), false).getFirst())
                .startsWith("! INVALID_PARAMETER_USAGE: Parameter 1 is no SQL literal");
    }
}
