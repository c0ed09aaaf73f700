package io.hydrant.cli.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.cli.client.Queries.Column;

import org.junit.jupiter.api.Test;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;

class TextTableTest {
    @Test
    void columnsAreAlignedAndNumbersStandAtTheRight() {
        TextTable table =
                new TextTable(
                        List.of(new Column("hour", "varchar"), new Column("trips", "bigint")), 60);
        table.add(List.of(Optional.of("08"), Optional.of("1204")));
        table.add(List.of(Optional.of("midnight"), Optional.empty()));
        assertThat(text(table))
                .isEqualTo(
                        """
                         hour     | trips
                        ----------+-------
                         08       |  1204
                         midnight |  NULL
                        """);
    }

    @Test
    void whatATerminalWouldObeyIsShownInstead() {
        assertThat(TextTable.visible("a\u001b[2Jb\nc\u202ed"))
                .isEqualTo("a\\u001b[2Jb\\nc\\u202ed");
    }

    @Test
    void longValuesAreCut() {
        TextTable table = new TextTable(List.of(new Column("c", "varchar")), 5);
        table.add(List.of(Optional.of("1234567")));
        assertThat(text(table)).endsWith(" 1234…\n");
    }

    @Test
    void columnsThatALineHasNoRoomForAreLeftOutAndSaidSo() {
        TextTable table =
                new TextTable(
                        List.of(
                                new Column("a", "varchar"),
                                new Column("bb", "varchar"),
                                new Column("ccc", "varchar")),
                        60);
        table.add(List.of(Optional.of("1"), Optional.of("2"), Optional.of("3")));

        assertThat(text(table, 14)).isEqualTo(text(table));
        assertThat(text(table, 13))
                .isEqualTo(
                        """
                         a | bb | …
                        ---+----+--
                         1 | 2  | …
                        """);
        assertThat(text(table, 1)).startsWith(" a | …\n");
    }

    private static String text(TextTable table, int lineCharsMax) {
        StringWriter out = new StringWriter();
        table.print(new PrintWriter(out), lineCharsMax);
        return out.toString();
    }

    private static String text(TextTable table) {
        StringWriter out = new StringWriter();
        table.print(new PrintWriter(out));
        return out.toString();
    }
}
