package io.hydrant.delivery.subrecord;

import static io.hydrant.delivery.subrecord.Taken.JSON;
import static io.hydrant.delivery.subrecord.Taken.split;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class JsonDeAggregationTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String FAILED =
            "processing-failed | RecordDeAggregation.Failed"
                    + " | The record cannot be split into JSON values: it ";

    private static void splits(String record, String... values) {
        assertThat(split(JSON, record)).as(record).containsExactly(values);
    }

    private static void fails(String record, String why) {
        assertThat(split(JSON, record)).as(record).containsExactly(FAILED + why);
    }

    @Test
    void splitsValuesWithAndWithoutWhiteSpaceBetween() {
        splits("{\"a\":1}{\"b\":2}", "{\"a\":1}", "{\"b\":2}");
        splits("{\"a\":1} {\"b\":2}", "{\"a\":1}", "{\"b\":2}");
        splits("\n\t {\"a\":1}\r\n\r\n{\"b\":2}\n", "{\"a\":1}", "{\"b\":2}");
        splits("{}", "{}");
        splits("{}{}{}", "{}", "{}", "{}");
    }

    @Test
    void keepsWhiteSpaceInsideOfValues() {
        splits("{ \"a\" :\n 1 } [ 1 ,\t2 ]", "{ \"a\" :\n 1 }", "[ 1 ,\t2 ]");
    }

    @Test
    void takesValuesOfEveryKind() {
        splits("[1,[2],{\"a\":[]}]{}", "[1,[2],{\"a\":[]}]", "{}");
        splits("\"a\"\"b\" \"\"", "\"a\"", "\"b\"", "\"\"");
        splits("1 -2.5 0 1e3 1.25E-7", "1", "-2.5", "0", "1e3", "1.25E-7");
        splits("true false null", "true", "false", "null");
        splits("1{}true[]null\"x\"2", "1", "{}", "true", "[]", "null", "\"x\"", "2");
        splits("123", "123");
    }

    @Test
    void looksIntoNoString() {
        splits("{\"a\":\"}{\"}{\"b\":\"]\"}", "{\"a\":\"}{\"}", "{\"b\":\"]\"}");
        splits("{\"a\":\"\\\"}{\"}[\"\\\\\"]", "{\"a\":\"\\\"}{\"}", "[\"\\\\\"]");
        splits("{\"\u00fc\":\"\u20ac {\"}1", "{\"\u00fc\":\"\u20ac {\"}", "1");
    }

    @Test
    void leavesMistakesInsideOfAValueToThoseWhoReadIt() {
        splits("{\"a\":1}{b}{\"c\":3}", "{\"a\":1}", "{b}", "{\"c\":3}");
        splits("[,,]{\"a\" 1}", "[,,]", "{\"a\" 1}");
    }

    @Test
    void makesOneEmptyRecordOfNoValue() {
        splits("", "");
        splits(" \n\t", "");
    }

    @Test
    void failsWholeRecordsWhoseValuesCannotBeTold() {
        fails("{\"a\":1}{\"b\":", "has an object or array without an end at byte 7 of 12.");
        fails("{\"a\":1}[[]", "has an object or array without an end at byte 7 of 10.");
        fails("{\"a\":1}\"b", "has a string without an end at byte 7 of 9.");
        fails("{\"a\":\"b\\", "has a string without an end at byte 5 of 8.");
        fails("{\"a\":1]", "has a bracket that does not match at byte 6 of 7.");
        fails("[{\"a\":1]}", "has a bracket that does not match at byte 7 of 9.");
        for (String tail :
                List.of("}", "]", ",", ":", "x", ",{}", "tru", "truex", "nan", "01", "1.", "-")) {
            fails(
                    "{}" + tail,
                    "has something that is no JSON value at byte 2 of "
                            + (2 + tail.length())
                            + ".");
        }
        fails("plain text", "has something that is no JSON value at byte 0 of 10.");
        fails("1 2,3", "has something that is no JSON value at byte 2 of 5.");
        fails("\ufeff{}", "has something that is no JSON value at byte 0 of 5.");
    }

    @Test
    void splitsIntoFiveHundredAndLeavesLargerRecordsAsTheyAre() {
        assertThat(split(JSON, "{}\n".repeat(500))).hasSize(500).containsOnly("{}");
        splits("{}\n".repeat(501), "{}\n".repeat(501));
        splits("{}".repeat(600) + "{", "{}".repeat(600) + "{");
    }

    @Test
    void sharesTheBytesOfTheRecordAndLeavesItAsItIs() {
        byte[] bytes = Taken.bytes("xx{\"a\":1} {\"b\":2}yy");
        ByteBuffer record = ByteBuffer.wrap(bytes, 2, bytes.length - 4);

        SubRecordOutcome outcome = SubRecords.by(JSON).split(record);

        assertThat(record.position()).isEqualTo(2);
        List<ByteBuffer> records = ((SubRecordOutcome.Split) outcome).records();
        assertThat(records).extracting(Taken::text).containsExactly("{\"a\":1}", "{\"b\":2}");
        assertThat(records).allMatch(each -> each.array() == bytes);
    }

    @Test
    void holdsDeepNestingWithoutRecursion() {
        String deep = "[".repeat(500_000) + "]".repeat(500_000);
        splits(deep + "{}", deep, "{}");
    }

    @Test
    void splitsLikeJacksonWhatJacksonReads() throws IOException {
        for (int seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            StringBuilder record = new StringBuilder(blanks(random));
            int count = random.nextInt(8);
            for (int i = 0; i < count; i++) {
                JsonNode value = value(random, 0);
                record.append(MAPPER.writeValueAsString(value));
                record.append(value.isContainerNode() || value.isTextual() ? "" : " ");
                record.append(blanks(random));
            }
            List<JsonNode> expected = new ArrayList<>();
            try (JsonParser parser = MAPPER.createParser(record.toString())) {
                while (parser.nextToken() != null) {
                    expected.add(MAPPER.readTree(parser));
                }
            }
            List<JsonNode> seen = new ArrayList<>();
            for (String piece : split(JSON, record.toString())) {
                if (!piece.isEmpty()) {
                    assertThat(piece).isEqualTo(piece.strip());
                    seen.add(MAPPER.readTree(piece));
                }
            }
            assertThat(seen).as("seed %d: %s", seed, record).isEqualTo(expected);
        }
    }

    private static String blanks(Random random) {
        StringBuilder blanks = new StringBuilder();
        for (int i = random.nextInt(3); i > 0; i--) {
            blanks.append(" \n\r\t".charAt(random.nextInt(4)));
        }
        return blanks.toString();
    }

    private static JsonNode value(Random random, int depth) {
        int kind = random.nextInt(depth > 4 ? 4 : 6);
        return switch (kind) {
            case 0 -> MAPPER.getNodeFactory().numberNode(random.nextGaussian() * 1e6);
            case 1 -> MAPPER.getNodeFactory().numberNode(random.nextInt());
            case 2 -> MAPPER.getNodeFactory().textNode(text(random));
            case 3 ->
                    random.nextBoolean()
                            ? MAPPER.getNodeFactory().nullNode()
                            : MAPPER.getNodeFactory().booleanNode(random.nextBoolean());
            case 4 -> {
                ArrayNode array = MAPPER.createArrayNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(value(random, depth + 1));
                }
                yield array;
            }
            default -> {
                ObjectNode object = MAPPER.createObjectNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    object.set(text(random), value(random, depth + 1));
                }
                yield object;
            }
        };
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append("{}[]\",:\\ \nx\u00e4\u20ac1".charAt(random.nextInt(14)));
        }
        return text.toString();
    }

    @Test
    void losesNoByteButWhiteSpaceOfAnyBytes() {
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            StringBuilder record = new StringBuilder();
            for (int i = random.nextInt(24); i > 0; i--) {
                record.append("{}[]\",:\\ \ntrue1-.e".charAt(random.nextInt(18)));
            }
            SubRecordOutcome outcome =
                    SubRecords.by(JSON).split(ByteBuffer.wrap(Taken.bytes(record.toString())));
            if (outcome instanceof SubRecordOutcome.Split(List<ByteBuffer> records)) {
                StringBuilder seen = new StringBuilder();
                records.forEach(each -> seen.append(Taken.text(each)));
                assertThat(seen.toString().replaceAll("[ \n]", ""))
                        .isEqualTo(record.toString().replaceAll("[ \n]", ""));
            }
            assertThat(SubRecords.by(JSON).split(ByteBuffer.wrap(Taken.bytes(record.toString()))))
                    .isEqualTo(outcome);
        }
    }
}
