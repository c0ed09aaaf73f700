package io.hydrant.conformance.malformed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.conformance.malformed.Malformed.Expected;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Bodies of Firehose calls that are not JSON, not the right JSON, or not Base64 where it should
/// be.
final class MalformedJson {
    private static final Expected UNREADABLE = Expected.json(400, "SerializationException");
    private static final Expected EMPTY =
            Expected.json(400, "SerializationException", "ValidationException");
    private static final int TRUNCATIONS = 12;
    private static final int INSERTIONS = 14;
    private static final String[] NEVER_BETWEEN_TOKENS = {
        "@", "#", "'", "]", "}", ",", "\u0001", "\\"
    };
    private static final byte[][] NEVER_IN_TEXT = {
        {0x01},
        {'\n'},
        {'\\', 'x'},
        {'\\', 'u', '1', '2', 'g'},
        {(byte) 0x80},
        {(byte) 0xff},
        {(byte) 0xc0, (byte) 0x80},
        {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
        {(byte) 0xf5, (byte) 0x80, (byte) 0x80, (byte) 0x80}
    };
    private static final String[] NOT_NUMBERS = {
        "NaN", "Infinity", "01", "1.", ".5", "0x10", "+1", "--1", "1e", "1_0"
    };
    private static final String[] NOT_BASE64 = {
        "a",
        "ab",
        "abc",
        "a===",
        "====",
        "ab=c",
        "abc=YWJj",
        "YWJjZA",
        "YWJjZA=",
        "YWJjZA===",
        "YW Jj",
        "YW%2Bj",
        "-_-_",
        "\u00e4bcd",
        "YWJj\\n",
        "YWJj\\u0000",
        "!!!!",
        "YWJ*"
    };

    private final int port;
    private final SplittableRandom random;

    MalformedJson(int port, SplittableRandom random) {
        this.port = port;
        this.random = random;
    }

    List<Malformed> all() {
        List<Malformed> all = new ArrayList<>();
        Templates.INPUTS.forEach(
                (operation, input) -> {
                    truncated(operation, input, all);
                    inserted(operation, input, all);
                    spoiltTexts(operation, input, all);
                    removed(operation, input, all);
                    notObjects(operation, input, all);
                    wrongTypes(operation, all);
                });
        notNumbers(all);
        deeplyNested(all);
        notBase64(all);
        missing(all);
        return all;
    }

    private void truncated(String operation, String input, List<Malformed> all) {
        for (int i = 0; i < TRUNCATIONS; i++) {
            int end = random.nextInt(1, input.length());
            add("cut off at " + end, operation, utf8(input.substring(0, end)), UNREADABLE, all);
        }
    }

    /// Outside of texts, none of these can stand anywhere.
    private void inserted(String operation, String input, List<Malformed> all) {
        for (int i = 0; i < INSERTIONS; i++) {
            int at = random.nextInt(1, input.length());
            while (insideText(input, at)) {
                at = random.nextInt(1, input.length());
            }
            String what = NEVER_BETWEEN_TOKENS[i % NEVER_BETWEEN_TOKENS.length];
            byte[] body = utf8(input.substring(0, at) + what + input.substring(at));
            add("a stray " + what + " at " + at, operation, body, UNREADABLE, all);
        }
    }

    private void spoiltTexts(String operation, String input, List<Malformed> all) {
        for (byte[] what : NEVER_IN_TEXT) {
            int at = random.nextInt(1, input.length());
            while (!insideText(input, at)) {
                at = random.nextInt(1, input.length());
            }
            byte[] before = utf8(input.substring(0, at));
            byte[] after = utf8(input.substring(at));
            byte[] body = Arrays.copyOf(before, before.length + what.length + after.length);
            System.arraycopy(what, 0, body, before.length, what.length);
            System.arraycopy(after, 0, body, before.length + what.length, after.length);
            add("in a text " + Arrays.toString(what), operation, body, UNREADABLE, all);
        }
    }

    private void removed(String operation, String input, List<Malformed> all) {
        for (char needed : new char[] {'"', ':', '{', '}', '[', ']', ','}) {
            List<Integer> places = new ArrayList<>();
            for (int at = 0; at < input.length(); at++) {
                if (input.charAt(at) == needed && (needed == '"' || !insideText(input, at))) {
                    places.add(at);
                }
            }
            if (!places.isEmpty()) {
                int at = places.get(random.nextInt(places.size()));
                byte[] body = utf8(input.substring(0, at) + input.substring(at + 1));
                add("without the " + needed + " at " + at, operation, body, UNREADABLE, all);
            }
        }
    }

    private void notObjects(String operation, String input, List<Malformed> all) {
        for (String body :
                List.of("[]", "\"text\"", "17", "true", "[" + input + "]", "{]", "{\"a\"}")) {
            add("the body " + body, operation, utf8(body), UNREADABLE, all);
        }
        for (String garbage : List.of("x", "{}", "]", "}", ",", "\u0000")) {
            add("followed by " + garbage, operation, utf8(input + garbage), UNREADABLE, all);
        }
        add("UTF-16", operation, input.getBytes(StandardCharsets.UTF_16), UNREADABLE, all);
        if (!operation.equals("ListDeliveryStreams")) {
            for (String body : List.of("", " ", "null", "{}")) {
                add("the body '" + body + "'", operation, utf8(body), EMPTY, all);
            }
        }
    }

    /// Every value in turn becomes every other kind of value.
    private void wrongTypes(String operation, List<Malformed> all) {
        List<String> pointers = new ArrayList<>();
        collect("", Templates.tree(operation), pointers);
        for (String pointer : pointers) {
            JsonNode right = Templates.tree(operation).at(pointer);
            for (String wrong : List.of("{}", "[]", "\"x\"", "17", "1.5", "true", "1e999999999")) {
                if (!fits(right, wrong)) {
                    byte[] body = utf8(replaced(operation, pointer, wrong));
                    add(pointer + " = " + wrong, operation, body, UNREADABLE, all);
                }
            }
        }
    }

    private void notNumbers(List<Malformed> all) {
        String input = Templates.INPUTS.get("CreateDeliveryStream");
        for (String wrong : NOT_NUMBERS) {
            byte[] body = utf8(input.replaceFirst("\"SizeInMBs\":5", "\"SizeInMBs\":" + wrong));
            add("a number " + wrong, "CreateDeliveryStream", body, UNREADABLE, all);
        }
        for (String huge :
                List.of(
                        "2147483648",
                        "-2147483649",
                        "9".repeat(400),
                        "1e400",
                        "1e-999999999",
                        "0.5")) {
            byte[] body = utf8(input.replaceFirst("\"SizeInMBs\":5", "\"SizeInMBs\":" + huge));
            add("the number " + huge, "CreateDeliveryStream", body, UNREADABLE, all);
        }
        byte[] long1 = utf8("{\"Limit\":" + "1".repeat(1_000_000) + "}");
        add("a number of a million digits", "ListDeliveryStreams", long1, UNREADABLE, all);
    }

    private void deeplyNested(List<Malformed> all) {
        for (int depth : List.of(2_000, 100_000, 1_000_000)) {
            for (String member : List.of("DeliveryStreamName", "Unknown")) {
                String body = "{\"" + member + "\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
                add("nested " + depth + " deep", "PutRecord", utf8(body), UNREADABLE, all);
                String open = "{\"" + member + "\":" + "{\"a\":".repeat(depth);
                add(
                        "opened " + depth + " times",
                        "CreateDeliveryStream",
                        utf8(open),
                        UNREADABLE,
                        all);
            }
        }
    }

    private void notBase64(List<Malformed> all) {
        for (String wrong : NOT_BASE64) {
            String single =
                    "{\"DeliveryStreamName\":\"healthy\",\"Record\":{\"Data\":\"" + wrong + "\"}}";
            add("Base64 " + wrong, "PutRecord", utf8(single), UNREADABLE, all);
            int records = random.nextInt(1, 501);
            int place = random.nextInt(records);
            StringBuilder batch =
                    new StringBuilder("{\"DeliveryStreamName\":\"healthy\",\"Records\":[");
            for (int i = 0; i < records; i++) {
                batch.append(i == 0 ? "" : ",");
                batch.append("{\"Data\":\"").append(i == place ? wrong : "YWJj").append("\"}");
            }
            add(
                    "Base64 " + wrong + " in record " + place + " of " + records,
                    "PutRecordBatch",
                    utf8(batch.append("]}").toString()),
                    UNREADABLE,
                    all);
        }
    }

    private void missing(List<Malformed> all) {
        Templates.REQUIRED.forEach(
                (operation, pointers) -> {
                    for (String pointer : pointers) {
                        Expected expected =
                                Expected.json(400, "ValidationException")
                                        .saying("1 validation error detected: Value at '");
                        add(
                                "null at " + pointer,
                                operation,
                                utf8(replaced(operation, pointer, "null")),
                                expected,
                                all);
                    }
                });
    }

    private void add(
            String what, String operation, byte[] body, Expected expected, List<Malformed> all) {
        all.add(
                new Malformed(
                        operation + ": " + what,
                        () ->
                                Draft.firehose(operation, body)
                                        .signed(Draft.Signature.of(port, "firehose"))
                                        .bytes(),
                        expected));
    }

    private static String replaced(String operation, String pointer, String value) {
        ObjectNode tree = Templates.tree(operation);
        int slash = pointer.lastIndexOf('/');
        JsonNode parent = tree.at(pointer.substring(0, slash));
        String name = pointer.substring(slash + 1);
        String marker = "@@here@@";
        if (parent instanceof ArrayNode list) {
            list.set(Integer.parseInt(name), marker);
        } else {
            ((ObjectNode) parent).put(name, marker);
        }
        return tree.toString().replace('"' + marker + '"', value);
    }

    private static void collect(String pointer, JsonNode node, List<String> pointers) {
        if (!pointer.isEmpty()) {
            pointers.add(pointer);
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            collect(pointer + "/" + field.getKey(), field.getValue(), pointers);
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            collect(pointer + "/" + i, node.get(i), pointers);
        }
    }

    private static boolean fits(JsonNode right, String wrong) {
        return switch (right.getNodeType()) {
            case OBJECT -> wrong.equals("{}");
            case ARRAY -> wrong.equals("[]");
            case STRING -> wrong.startsWith("\"");
            case NUMBER -> wrong.equals("17");
            case BOOLEAN -> wrong.equals("true");
            case BINARY, MISSING, NULL, POJO -> false;
        };
    }

    /// The inputs have no escapes, so quotes can be counted.
    private static boolean insideText(String input, int at) {
        return input.substring(0, at).chars().filter(c -> c == '"').count() % 2 == 1;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
