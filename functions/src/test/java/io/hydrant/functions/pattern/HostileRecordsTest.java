package io.hydrant.functions.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.functions.pattern.RecordFilter.Candidate;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Records and patterns that are made to break things.
class HostileRecordsTest {
    private static final String ABSENT = "{\"data\":{\"no\":[{\"exists\":false}]}}";

    private static boolean passes(String pattern, String data) {
        return passes(pattern, data.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean passes(String pattern, byte[] data) {
        return EventPatterns.parse(List.of(pattern)).passes(EventPatternsTableTest.candidate(data));
    }

    private static String nested(int depth) {
        return "[".repeat(depth) + "]".repeat(depth);
    }

    @Test
    void deepRecordsCountAsNoJson() {
        assertThat(passes(ABSENT, nested(JsonReader.DEPTH_MAX))).isTrue();
        assertThat(passes(ABSENT, nested(JsonReader.DEPTH_MAX + 1))).isFalse();
        assertThat(passes(ABSENT, nested(1_000_000))).isFalse();
        assertThat(passes(ABSENT, "{\"no\":" + nested(JsonReader.DEPTH_MAX - 1) + "}")).isTrue();
    }

    @Test
    void theDeepestRecordsNeedLittleStack() throws InterruptedException {
        String inside = "{\"a\":[".repeat(JsonReader.DEPTH_MAX / 2);
        String deep = inside + "]}".repeat(JsonReader.DEPTH_MAX / 2);
        String pattern = "{\"a\":".repeat(90) + "[{\"exists\":false}]" + "}".repeat(90);
        AtomicReference<Boolean> passed = new AtomicReference<>();
        Runnable check = () -> passed.set(passes("{\"data\":" + pattern + "}", deep));
        Thread small = new Thread(null, check, "small", 512 << 10);
        small.start();
        small.join();
        assertThat(passed.get()).isTrue();
    }

    @Test
    void recordsThatAreNotUtf8CountAsNoJson() {
        byte[] latin = "{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);
        byte[] utf16 = "{\"a\":1}".getBytes(StandardCharsets.UTF_16LE);
        byte[] overlong = {'"', (byte) 0xc0, (byte) 0xaf, '"'};
        byte[] surrogate = {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'};
        byte[] cut = {'"', (byte) 0xe2, (byte) 0x82, '"'};
        for (byte[] data : List.of(latin, utf16, overlong, surrogate, cut)) {
            assertThat(passes(ABSENT, data)).isFalse();
        }
        assertThat(passes("{\"partitionKey\":[\"key\"]}", latin)).isTrue();
    }

    @Test
    void hugeNumbersAreOnlyCompared() {
        String digits = "9".repeat(1_000_000);
        assertThat(passes("{\"data\":{\"a\":[{\"numeric\":[\">\",0]}]}}", "{\"a\":" + digits + "}"))
                .isFalse();
        assertThat(passes("{\"data\":{\"a\":[{\"exists\":true}]}}", "{\"a\":" + digits + "}"))
                .isTrue();
        String exponent = "{\"a\":1e-2147483647}";
        assertThat(passes("{\"data\":{\"a\":[{\"numeric\":[\">\",0]}]}}", exponent)).isTrue();
    }

    @Test
    void aWildcardTakesTimeInProportionToTheText() {
        String stars = String.join("*", Collections.nCopies(60, "a".repeat(30) + "b"));
        String pattern = "{\"data\":{\"a\":[{\"wildcard\":\"*" + stars + "*\"}]}}";
        String text = "a".repeat(4_000_000);
        assertThat(passes(pattern, "{\"a\":\"" + text + "\"}")).isFalse();
        String wide = "{\"data\":{\"a\":[{\"wildcard\":\"*" + "a".repeat(4_000) + "b*\"}]}}";
        assertThat(passes(wide, "{\"a\":\"" + text + "\"}")).isFalse();
    }

    @Test
    void manyElementsAreGoneThroughOnce() {
        String absent = "{\"data\":{\"a\":{\"b\":[{\"exists\":false}],\"c\":[1]}}}";
        String elements =
                IntStream.range(0, 200_000)
                        .mapToObj(i -> "{\"d\":" + i + "}")
                        .collect(Collectors.joining(","));
        assertThat(passes(absent, "{\"a\":[" + elements + "]}")).isFalse();
        assertThat(passes(absent, "{\"a\":[" + elements + ",{\"c\":1}]}")).isTrue();
    }

    @Test
    void theDataIsNotUsedUp() {
        ByteBuffer data = ByteBuffer.wrap("xx{\"a\":1}yy".getBytes(StandardCharsets.UTF_8));
        data.position(2).limit(9);
        Candidate record = new Candidate("k", "1", Instant.EPOCH, data.asReadOnlyBuffer());
        RecordFilter filter = EventPatterns.parse(List.of("{\"data\":{\"a\":[1]}}"));
        assertThat(filter.passes(record)).isTrue();
        assertThat(filter.passes(record)).isTrue();
        assertThat(record.data().remaining()).isEqualTo(7);
    }

    @Test
    void onePatternOfSeveralWillDo() {
        RecordFilter filter =
                EventPatterns.parse(
                        List.of("{\"data\":{\"a\":[1]}}", "{\"partitionKey\":[\"key\"]}"));
        assertThat(filter.passes(EventPatternsTableTest.candidate(new byte[] {1}))).isTrue();
        RecordFilter other =
                EventPatterns.parse(List.of("{\"data\":{\"a\":[1]}}", "{\"data\":{\"a\":[2]}}"));
        assertThat(
                        other.passes(
                                EventPatternsTableTest.candidate(
                                        "{\"a\":2}".getBytes(StandardCharsets.UTF_8))))
                .isTrue();
    }

    @Test
    void withoutPatternsAllRecordsPass() {
        assertThat(EventPatterns.parse(List.of())).isSameAs(RecordFilter.ALL);
    }

    @Test
    void patternsAreBounded() {
        String good = "{\"partitionKey\":[\"k\"]}";
        EventPatterns.parse(Collections.nCopies(EventPatterns.COUNT_MAX, good));
        assertThatThrownBy(
                        () ->
                                EventPatterns.parse(
                                        Collections.nCopies(EventPatterns.COUNT_MAX + 1, good)))
                .isInstanceOf(InvalidPattern.class)
                .hasMessage("there may be 10 patterns but were 11");
        String longest = good + " ".repeat(EventPatterns.CHARS_MAX - good.length());
        EventPatterns.parse(List.of(longest));
        assertThatThrownBy(() -> EventPatterns.parse(List.of(good, longest + " ")))
                .isInstanceOf(InvalidPattern.class)
                .hasMessage("pattern 2: it may have 4096 characters but has 4097");
        String deep = "{\"a\":".repeat(600) + "[1]" + "}".repeat(600);
        assertThatThrownBy(() -> EventPatterns.parse(List.of("{\"data\":" + deep + "}")))
                .hasMessageContaining("less than 100 deep");
    }

    @Test
    void namesThatHashAlikeAreFound() {
        Map<String, Integer> alike =
                IntStream.range(0, 1 << 14)
                        .boxed()
                        .collect(
                                Collectors.toMap(
                                        i ->
                                                Integer.toBinaryString((1 << 14) | i)
                                                        .replace("0", "Aa")
                                                        .replace("1", "BB"),
                                        i -> i));
        String fields =
                alike.entrySet().stream()
                        .map(one -> "\"" + one.getKey() + "\":" + one.getValue())
                        .collect(Collectors.joining(","));
        assertThat(passes("{\"data\":{\"z\":[1]}}", "{" + fields + ",\"z\":1}")).isTrue();
    }
}
