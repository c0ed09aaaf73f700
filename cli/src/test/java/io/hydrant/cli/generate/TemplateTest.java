package io.hydrant.cli.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.hydrant.cli.producer.JsonBytes;
import io.hydrant.cli.terminal.CommandFailed;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

class TemplateTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long AT = Instant.parse("2026-02-03T04:05:06.007Z").toEpochMilli();

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '^',
            textBlock =
                    """
                    {{uuid}} => "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
                    {{int 3 3}} => 3
                    {{int -5 99}} => -?\\d{1,2}
                    {{double 0 1}} => [01]\\.\\d{4}
                    {{double -0.5 -0.5 2}} => -0\\.50
                    {{double 7 7 0}} => 7
                    {{bool}} => true|false
                    {{bool 1}} => true
                    {{bool 0}} => false
                    {{choice x}} => "x"
                    {{choice  a | b c|"|é}} => "(a|b c|\\\\"|é)"
                    {{choice 1|2}} => "[12]"
                    {{timestamp}} => "2026-02-03T04:05:06\\.007Z"
                    {{timestamp iso}} => "2026-02-03T04:05:06\\.007Z"
                    {{timestamp epoch}} => 1770091506
                    {{timestamp epoch_millis}} => 1770091506007
                    {{timestamp date}} => "2026-02-03"
                    {{timestamp sql}} => "2026-02-03 04:05:06"
                    {{timestamp clf}} => "03/Feb/2026:04:05:06 \\+0000"
                    {{timestamp HH:mm'x'SSS}} => "04:05x007"
                    {{earlier 60 60 sql}} => "2026-02-03 04:04:06"
                    {{ipv4}} => "10(\\.\\d{1,3}){3}"
                    {{ipv6}} => "2001:db8(:[0-9a-f]{1,4}){4}::1"
                    {{name}} => "[A-Z][a-z]+ [A-Z][a-z]+"
                    {{first_name}} => "[A-Z][a-z]+"
                    {{last_name}} => "[A-Z][a-z]+"
                    {{email}} => "[a-z]+\\.[a-z]+\\d{1,3}@example\\.com"
                    {{city}} => "[A-Z][A-Za-z ]+"
                    {{country_code}} => "[A-Z]{2}"
                    {{user_agent}} => "(Mozilla|curl)/.*"
                    {{path}} => "(/[a-z]+){1,3}"
                    {{word}} => "[a-z]+"
                    {{words 3}} => "[a-z]+ [a-z]+ [a-z]+"
                    {{sentence 1}} => "[A-Z][a-z]+\\."
                    {{sentence 3}} => "[A-Z][a-z]+ [a-z]+ [a-z]+\\."
                    {{hex 8}} => "[0-9a-f]{8}"
                    {{digits 12}} => "[0-9]{12}"
                    {{http_status}} => [2345]\\d\\d
                    {{sequence}} => 5
                    {{sequence 100}} => 104
                    {{ sequence  100 }} => 104
                    no. {{sequence}}! => "no\\. 5!"
                    {{sequence}}{{sequence}} => "55"
                    plain => "plain"
                    """)
    void writesEachPlaceholderAsTheJsonItIs(String value, String pattern) throws IOException {
        byte[] json = JSON.writeValueAsBytes(JSON.createObjectNode().put("value", value));

        String record = write(TemplateReader.read("test", json), 5);

        assertThat(record).endsWith("}\n");
        assertThat(record.substring("{\"value\":".length(), record.length() - 2)).matches(pattern);
        JSON.readTree(record);
    }

    @Test
    void keepsEverythingElseOfATemplate() {
        String template =
                "{ \"a\": [1, \"x\\\"\\n\", null, true, {}, []],\n \"é\\\\\": {\"b\": -1.50e3} }";

        assertThat(write(read(template), 1))
                .isEqualTo("{\"a\":[1,\"x\\\"\\n\",null,true,{},[]],\"é\\\\\":{\"b\":-1.50e3}}\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '^',
            textBlock =
                    """
                    {{nope}} => unknown placeholder {{nope}}; there are bool, choice, city,
                    {{int}} => {{int}}: it takes 2 arguments but got 0
                    {{int 1 2 3}} => {{int}}: it takes 2 arguments but got 3
                    {{int 5 1}} => {{int}}: '1' is no whole number from 5 to
                    {{int a 1}} => {{int}}: 'a' is no whole number
                    {{double 1}} => {{double}}: it takes 2 to 3 arguments but got 1
                    {{double 0.1 0.2 0}} => {{double}}: there is no number from 0.1 to 0.2
                    {{double 0 1e30}} => {{double}}: '1e30' is no number, or too large
                    {{bool 2}} => {{bool}}: '2' is no number from 0 to 1
                    {{choice}} => {{choice}}: it takes a|b|c
                    {{uuid 4}} => {{uuid}}: it takes no arguments but got 1
                    {{words 0}} => {{words}}: '0' is no whole number from 1 to 100000
                    {{timestamp qqqqqq}} => 'qqqqqq' is no format of times
                    {{earlier 5 iso}} => {{earlier}}: it takes the fewest and the most seconds, and a format
                    x {{int 1 => {{ without }}
                    """)
    void refusesWrongPlaceholdersByNameAndPlace(String value, String reason) throws IOException {
        String json = "{\n  \"a\": " + JSON.writeValueAsString(value) + "\n}";

        assertThatThrownBy(() -> read(json))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining(reason)
                .hasMessageContaining("line 2, column 8");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '^',
            textBlock =
                    """
                    [1] => template test is no JSON object
                    {"a":1} {"b":2} => template test holds more than one JSON object
                    {"a":1,,} => template test is no JSON: Unexpected character
                    {"{{uuid}}":1} => template test has a placeholder in the name of a field
                    """)
    void refusesWhatIsNoTemplate(String json, String reason) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining(reason);
    }

    @Test
    void namesTheBuiltInTemplatesWhenThereIsNoSuchFile() {
        assertThatThrownBy(() -> TemplateReader.read("devcie"))
                .isInstanceOf(CommandFailed.class)
                .hasMessage(
                        "there is no template devcie: neither a file nor one of clickstream,"
                                + " device, log, taxi");
    }

    @ParameterizedTest
    @ValueSource(strings = {"device", "clickstream", "taxi", "log"})
    void hasTemplatesOfItsOwn(String name) throws IOException {
        Template template = TemplateReader.read(name);
        Set<String> records = new HashSet<>();
        for (int number = 1; number <= 100; number++) {
            String record = write(template, number);
            JsonNode parsed = JSON.readTree(record);
            assertThat(parsed.isObject()).isTrue();
            assertThat(record).doesNotContain("{{");
            records.add(record);
        }
        assertThat(records).hasSize(100);
    }

    @Test
    void drawsTheSameForTheSameSeedAndNumber() {
        Template template = TemplateReader.read("clickstream");

        assertThat(write(template, 7)).isEqualTo(write(TemplateReader.read("clickstream"), 7));
        assertThat(write(template, 7)).isNotEqualTo(write(template, 8));
    }

    @Test
    void tellsTheValueOfAField() {
        Template template = read("{\"a\":\"x{{sequence}}\",\"b\":\"{{int 9 9}}\",\"c\":{\"d\":1}}");
        Draw draw = new Draw(1);
        draw.begin(3, AT);

        assertThat(template.write(draw, new JsonBytes(64), Optional.of("a"))).isEqualTo("x3");
        assertThat(template.write(draw, new JsonBytes(64), Optional.of("b"))).isEqualTo("9");
        assertThat(template.hasField("c")).isFalse();
        assertThat(template.hasField("d")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void drawsEvenly(long seed) {
        Draw draw = new Draw(seed);
        int[] counts = new int[10];
        for (int number = 1; number <= 100_000; number++) {
            draw.begin(number, 0);
            counts[(int) draw.between(0, 9)]++;
        }
        for (int count : counts) {
            assertThat(count).isBetween(9_400, 10_600);
        }
    }

    private static Template read(String json) {
        return TemplateReader.read("test", json.getBytes(StandardCharsets.UTF_8));
    }

    private static String write(Template template, long number) {
        Draw draw = new Draw(42);
        draw.begin(number, AT);
        JsonBytes out = new JsonBytes(64);
        template.write(draw, out, Optional.empty());
        return new String(out.toBytes(), StandardCharsets.UTF_8);
    }
}
