package io.hydrant.formats.infer;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.schema.HiveTypeParser;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class SchemaInferenceTest {
    private static final JsonDialect HIVE = new JsonDialect.Hive(List.of());

    /// Values of one field, parted by `;`, in any order.
    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '~',
            textBlock =
                    """
                    true;false;null                                  => boolean
                    1;-2147483648                                    => int
                    1;2147483648                                     => bigint
                    9223372036854775807                              => bigint
                    9223372036854775808;1                            => string
                    1;2147483648;0.5                                 => double
                    1e3                                              => double
                    9223372036854775808;0.5                          => string
                    null                                             => string
                    "a";"1"                                          => string
                    1;"1"                                            => string
                    true;1                                           => string
                    "2026-01-31";"2024-2-29"                         => date
                    "2026-01-31";"2026-02-30"                        => string
                    "2026-01-31 10:00:00";"2026-1-3 1:2:3.123456789" => timestamp
                    "2026-01-31T10:00:00Z";"2026-01-31 10:00:00"     => timestamp
                    "2026-01-31T10:00:00.5Z";null                    => timestamp
                    "2026-01-31T10:00:00Z";""                        => string
                    "2026-01-31T10:00:00+01:00"                      => string
                    "2026-01-31T10:00:00"                            => string
                    "2026-01-31T25:00:00Z"                           => string
                    "9999-01-31 10:00:00"                            => string
                    "2026-01-31";"2026-01-31 10:00:00"               => string
                    [1];[];null                                      => array<int>
                    [];[null]                                        => array<string>
                    [1,0.5];["x"]                                    => array<string>
                    [[1],[2147483648]]                               => array<array<bigint>>
                    [1];1                                            => string
                    {"a":1};{"B":"x"};{"A":0.5}                      => struct<a:double,b:string>
                    {"a":{"b":[{"c":true}]}}                         => struct<a:struct<b:array<struct<c:boolean>>>>
                    {"a":1};"x"                                      => string
                    {"a":1};[1]                                      => string
                    {}                                               => map<string,string>
                    {"a:b":1}                                        => map<string,string>
                    {"a.b":1,"c:d":2}                                => struct<a.b:int>
                    """)
    void widensToWhatHoldsEveryValue(String values, String type) {
        List<String> forwards = Arrays.asList(values.split(";"));
        assertThat(typeOfField(forwards)).isEqualTo(type);
        Collections.reverse(forwards);
        if (!type.startsWith("struct")) {
            assertThat(typeOfField(forwards)).isEqualTo(type);
        }
    }

    @Test
    void takesOnlyTimestampsThatTheDialectReads() {
        assertThat(columns(HIVE, "{\"a\":\"2026-01-31T10:00:00Z\",\"b\":\"2026-01-31 10:00:00\"}"))
                .isEqualTo("a string, b timestamp");
    }

    @Test
    void namesColumnsInLowerCaseInTheOrderTheyCame() {
        InferredSchema inferred =
                infer(
                        JsonDialect.OpenX.DEFAULTS,
                        "{\"B\":1,\"a.b\":2,\"Ünicode\":3}",
                        "{\"b\":2147483648,\"a b\":true,\"a_b\":4}");

        assertThat(text(inferred))
                .isEqualTo("b bigint, a_b_2 int, ünicode int, a_b_3 boolean, a_b int");
        assertThat(inferred.keysByColumn()).isEqualTo(Map.of("a_b_2", "a.b", "a_b_3", "a b"));
    }

    @Test
    void leavesOutKeysThatCannotNameAColumnAndSaysSo() {
        assertThat(infer(JsonDialect.OpenX.DEFAULTS, "{\"\":1,\"a\":1}").remarks())
                .containsExactly("key '' is left out: it cannot name a column");
        assertThat(columns(HIVE, "{\"a.b\":1,\"c\":2}")).isEqualTo("c int");
        assertThat(infer(HIVE, "{\"a.b\":1,\"c\":2}").remarks())
                .containsExactly("key 'a.b' is left out: it cannot name a column");
    }

    @Test
    void saysWhyAFieldBecameText() {
        assertThat(
                        infer(
                                        JsonDialect.OpenX.DEFAULTS,
                                        "{\"a\":{\"b\":[1,\"x\"]},\"c\":18446744073709551616}")
                                .remarks())
                .containsExactly(
                        "'a.b[]' is a string: it holds numbers and texts",
                        "'c' is a string: its numbers fit no bigint");
    }

    @Test
    void makesAMapOfObjectsWithDataForKeys() {
        String object =
                IntStream.range(0, 600)
                        .mapToObj(i -> "\"id" + i + "\":{\"n\":" + i + ".5,\"k" + i % 2 + "\":1}")
                        .collect(Collectors.joining(",", "{", "}"));

        assertThat(typeOfField(List.of(object, "{\"other\":{\"n\":1}}")))
                .isEqualTo("map<string,struct<n:double,k0:int,k1:int>>");
    }

    @Test
    void passesOverWhatIsNoObject() {
        SchemaInference inference = new SchemaInference(JsonDialect.OpenX.DEFAULTS);

        assertThat(
                        List.of("", "1", "[1]", "{\"a\":1", "{\"b\":1}").stream()
                                .map(text -> add(inference, text)))
                .containsExactly(false, false, false, false, true);
        assertThat(text(inference.schema())).isEqualTo("b int");
    }

    @Test
    void givesTypesThatCanBeReadBackHoweverDeep() {
        String type = typeOfField(List.of("{\"a\":".repeat(200) + "1" + "}".repeat(200)));

        assertThat(HiveTypeParser.parse(type)).hasToString(type);
        assertThat(type).contains("a:string");
    }

    private static String typeOfField(List<String> values) {
        String[] documents =
                values.stream().map(value -> "{\"f\":" + value + "}").toArray(String[]::new);
        return columns(JsonDialect.OpenX.DEFAULTS, documents).substring("f ".length());
    }

    private static String columns(JsonDialect dialect, String... documents) {
        return text(infer(dialect, documents));
    }

    private static InferredSchema infer(JsonDialect dialect, String... documents) {
        SchemaInference inference = new SchemaInference(dialect);
        for (String document : documents) {
            assertThat(add(inference, document)).as(document).isTrue();
        }
        return inference.schema();
    }

    private static boolean add(SchemaInference inference, String document) {
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        return inference.add(bytes, 0, bytes.length);
    }

    private static String text(InferredSchema inferred) {
        return inferred.schema().columns().stream()
                .map(column -> column.name() + " " + column.type())
                .collect(Collectors.joining(", "));
    }
}
