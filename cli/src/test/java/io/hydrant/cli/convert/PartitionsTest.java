package io.hydrant.cli.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.formats.json.JsonDialect;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class PartitionsTest {
    @TempDir private Path folder;
    private ConvertScenario scenario;

    @BeforeEach
    void begin() {
        scenario = new ConvertScenario(folder);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '~',
            textBlock =
                    """
                    {"day":"2026-01-31","n":{"x":[1]},"h":7} => day=2026-01-31/h=7/
                    {"DAY":1.50,"H":true}                    => day=1.50/h=true/
                    {"day":null}                             => day=__HIVE_DEFAULT_PARTITION__/h=__HIVE_DEFAULT_PARTITION__/
                    {"day":"","h":"a b"}                     => day=__HIVE_DEFAULT_PARTITION__/h=a b/
                    {"day":"../x","h":"a=b%c:d"}             => day=..%2Fx/h=a%3Db%25c%3Ad/
                    {"day":"\\u0001\\\\","h":"é"}            => day=%01%5C/h=é/
                    {"n":{"day":1},"day":2,"h":3}            => day=2/h=3/
                    """)
    void namesFoldersByValues(String document, String name) throws Exception {
        assertThat(folder(JsonDialect.OpenX.DEFAULTS, List.of("day", "h"), document))
                .isEqualTo(name);
    }

    @Test
    void findsKeysAsTheDialectDoes() throws Exception {
        JsonDialect mapped = new JsonDialect.OpenX(false, true, Map.of("day", "Date.Of"));

        assertThat(folder(mapped, List.of("day", "a_b"), "{\"Date.Of\":1,\"a.b\":2,\"day\":3}"))
                .isEqualTo("day=1/a_b=2/");
        assertThat(folder(new JsonDialect.Hive(List.of()), List.of("day"), "{\"Day\":1}"))
                .isEqualTo("day=1/");
    }

    @Test
    void writesEachFolderWithoutItsColumn() throws Exception {
        scenario.partitionBy = List.of("b");
        scenario.input(
                "a", "{\"a\":1,\"b\":\"x\"}{\"a\":2,\"b\":\"y\"}{\"a\":3,\"b\":\"x\"}{\"a\":4}");

        scenario.convert();

        assertThat(scenario.files())
                .isEqualTo(
                        Map.of(
                                "b=x/part-00000-00.parquet", "a=1\na=3\nend\n",
                                "b=y/part-00001-00.parquet", "a=2\nend\n",
                                "b=__HIVE_DEFAULT_PARTITION__/part-00002-00.parquet",
                                        "a=4\nend\n"));
    }

    @Test
    void rejectsWhatHasNoFolder() throws Exception {
        scenario.partitionBy = List.of("day");
        scenario.input(
                "a",
                "{\"a\":1,\"day\":{}}\n[]\n{\"a\":tru}\n{\"day\":\"%s\"}\n{\"a\":\"x\",\"day\":1}\n"
                        .formatted("x".repeat(300)));

        ConvertRun.Outcome outcome = scenario.convert();

        assertThat(outcome).isEqualTo(new ConvertRun.Outcome(5, 0, 5));
        assertThat(scenario.said())
                .contains("partition column 'day' needs a simple value but has an object")
                .contains("The top level must be an object.")
                .contains("Encountered malformed JSON.")
                .contains("'day' makes a name of more than 255 bytes")
                .contains("For input string: \"x\"");
    }

    @Test
    void writesTheLargestFoldersEarlyWhenMemoryIsFull() throws Exception {
        scenario.partitionBy = List.of("day");
        scenario.lanes = 2;
        scenario.sizes = new ConvertPlan.Sizes(ConvertScenario.MIB, 400_000, 1_000);
        scenario.input(
                "a",
                IntStream.range(0, 20_000)
                        .mapToObj(
                                i -> "{\"a\":%d,\"day\":%d}".formatted(i, i % 3 == 0 ? 0 : i % 50))
                        .collect(Collectors.joining("\n")));

        scenario.convert();

        assertThat(scenario.rows()).hasSize(20_000).doesNotHaveDuplicates();
        assertThat(scenario.files()).hasSizeBetween(101, 400);
    }

    @Test
    void refusesMorePartitionsThanAnyoneMeans() {
        scenario.partitionBy = List.of("a");
        scenario.columns("a int, b string").sizes =
                new ConvertPlan.Sizes(ConvertScenario.MIB, ConvertScenario.MIB, 10);
        scenario.input(
                "a",
                IntStream.range(0, 20)
                        .mapToObj(i -> "{\"a\":%d}".formatted(i))
                        .collect(Collectors.joining("\n")));

        assertThatThrownBy(scenario::convert)
                .hasMessage(
                        "more than 10 partitions by a; if that is meant, give a higher"
                                + " --partitions-max");
        assertThat(scenario.files()).isEmpty();
    }

    private static String folder(JsonDialect dialect, List<String> columns, String document)
            throws Exception {
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        return new PartitionFolders(columns, dialect).folder(bytes, 0, bytes.length);
    }
}
