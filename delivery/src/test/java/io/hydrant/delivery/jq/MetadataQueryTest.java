package io.hydrant.delivery.jq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.delivery.jq.syntax.InvalidQuery;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class MetadataQueryTest {
    @Test
    void tellsItsKeysInTheOrderOfTheProgram() {
        assertThat(MetadataQuery.compile("{z:.a, a:.b, \"m n\":1}").keys())
                .containsExactly("z", "a", "m n");
        assertThat(MetadataQuery.compile(".r | {a:1} + {b:.x}").keys()).containsExactly("a", "b");
        assertThat(MetadataQuery.compile("def f: {a:1}; if .x then f else {b:2} end").keys())
                .containsExactly("a", "b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '~',
            value = {
                "{a:foo}¦foo/0 is not defined",
                "{a:(.x|ltrimstr)}¦ltrimstr/0 is not defined",
                "{a:strftime(\"%Y\";1)}¦strftime/2 is not defined",
                "{a:(try foo catch 1)}¦foo/0 is not defined",
                "{a:foo?}¦expecting '}'",
                "{a:$x}¦$x is not defined",
                "{a:.b // 1}¦needs parentheses",
                "{a:.b + 1}¦needs parentheses",
                "{a:1¦unexpected end of the query",
                "{a:\"x}¦a string is not closed",
                "{a:'x'}¦unexpected '''",
                "{a:@foo}¦foo is not a valid format",
                "{a:env.HOME}¦env is not supported",
                "{a:$ENV.HOME}¦$ENV is not supported",
                "{a:input}¦input is not supported",
                "{a:([inputs]|length)}¦inputs is not supported",
                "{a:input_filename}¦input_filename is not supported",
                "{a:$__loc__.file}¦$__loc__ is not supported",
                "{a:(.x|debug)}¦debug is not supported",
                "{a:(.x|stderr)}¦stderr is not supported",
                "{a:(.x|halt)}¦halt is not supported",
                "{a:(.x|halt_error)}¦halt_error is not supported",
                "import \"a\" as a; {a:1}¦import is not supported",
                "include \"a\"; {a:1}¦include is not supported",
                "{a:(.x as [$a] ?// $a | $a)}¦?// is not supported",
                ".a¦keys cannot be told",
                "[.a]¦ends with an array",
                ".a, .b¦ends with several results",
                "\"x\"¦ends with a string",
                "1¦ends with a number",
                "{a:1} == {a:2}¦ends with ==",
                "{(.a):1}¦a key of it is computed",
                "{}¦names 0",
            })
    void refusesWhatCannotGiveKeys(String program, String message) {
        assertThatThrownBy(() -> MetadataQuery.compile(program))
                .isInstanceOf(InvalidQuery.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesMoreKeysAndCharactersThanThereMayBe() {
        assertThat(MetadataQuery.compile(keys(50)).keys()).hasSize(50);
        assertThatThrownBy(() -> MetadataQuery.compile(keys(51)))
                .hasMessage("The query must name 1 to 50 keys but names 51");
        String padded = "{a:1}" + " ".repeat(5_115);
        assertThat(MetadataQuery.compile(padded).keys()).containsExactly("a");
        assertThatThrownBy(() -> MetadataQuery.compile(padded + " "))
                .hasMessage("The query must have at most 5120 characters but has 5121");
    }

    private static String keys(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "k" + i + ":.a")
                .collect(Collectors.joining(",", "{", "}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "[", "-", "\"\\(", "if ", "try ", "{a:", "def f: ", ".[", "1+"})
    void refusesNestingThatNoStackHolds(String opening) {
        String program = opening.repeat(5_000 / opening.length());
        assertThatThrownBy(() -> MetadataQuery.compile(program)).isInstanceOf(InvalidQuery.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{a:(def f: f; f)}",
                "{a:(def f: 1 + f; f)}",
                "{a:([range(1e18)]|length)}",
                "{a:([limit(1e9; repeat(1))]|length)}",
                "{a:(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\"|test(\"^(a+)+$\"))}",
                "{a:(reduce range(100) as $i (\"x\"; . + .)|length)}",
                "{a:(reduce range(100) as $i (\"x\"; \"\\(.)\\(.)\")|length)}",
                "{a:(reduce range(60) as $i (1; [.,.])|tojson|length)}",
                "{a:(reduce range(60) as $i (1; {a:.,b:.})|.==.)}",
                "{a:(\"x\"*1e9|length)}",
                "{a:(null|.[1e9]=1|length)}",
                "{a:(null|setpath([1e15];1)|length)}",
                "{a:(until(false;.))}",
                "{a:([while(true;.)]|length)}",
                "{a:([recurse(.)]|length)}",
                "{a:(reduce range(1e9) as $i (0; .+1))}",
                "{a:([1]|until(length > 1e9; . + .)|length)}",
                "{a:([range(5000)] as $x | [$x[]|$x]|tojson|length)}",
                "{a:(def f(n): if n==0 then 0 else f(n-1), f(n-1) end; [f(60)]|length)}",
            })
    void stopsWhatWouldNotEnd(String program) {
        QueryResult result = evaluate(program, "{\"x\":1}");
        assertThat(result).isInstanceOf(QueryResult.Failed.class);
        assertThat(((QueryResult.Failed) result).message()).startsWith("The query was stopped");
    }

    @Test
    void theProgramCannotCatchThatItIsStopped() {
        assertThat(evaluate("{a:(try ([range(1e18)]|length) catch \"caught\")}", "{}"))
                .isInstanceOf(QueryResult.Failed.class);
    }

    @Test
    void readsTheClockItIsGiven() {
        MetadataQuery query =
                MetadataQuery.compile(
                        "{a:(now|todate)}", InstantSource.fixed(Instant.ofEpochSecond(86_400)));
        assertThat(query.evaluate(bytes("{}")))
                .isEqualTo(new QueryResult.Keys(Map.of("a", "1970-01-02T00:00:00Z")));
    }

    @Test
    void failsARecordNestedDeeperThanJqReads() {
        String deep = "[".repeat(256) + "]".repeat(256);
        assertThat(evaluate("{a:1}", deep)).isInstanceOf(QueryResult.Keys.class);
        assertThat(evaluate("{a:1}", "[" + deep + "]"))
                .isEqualTo(
                        QueryResult.failed(
                                "The record is not valid JSON:"
                                        + " Exceeds depth limit for parsing at byte 256"));
        String member = "{\"b\":" + "[".repeat(100_000) + ",\"a\":1}";
        assertThat(evaluate("{k:.a}", member)).isInstanceOf(QueryResult.Failed.class);
    }

    private static QueryResult evaluate(String program, String record) {
        return MetadataQuery.compile(program).evaluate(bytes(record));
    }

    private static ByteBuffer bytes(String record) {
        return ByteBuffer.wrap(record.getBytes(StandardCharsets.UTF_8));
    }
}
