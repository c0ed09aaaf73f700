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

/// Good bodies of each operation of an API, spoilt until they are no JSON or not the right one.
final class SpoiltJson {
    private static final Expected UNREADABLE = Expected.json(400, "SerializationException");
    private static final Expected EMPTY =
            Expected.json(
                    400,
                    "SerializationException",
                    "ValidationException",
                    "InvalidArgumentException");
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

    private final Api api;
    private final int port;
    private final SplittableRandom random;

    SpoiltJson(Api api, int port, SplittableRandom random) {
        this.api = api;
        this.port = port;
        this.random = random;
    }

    List<Malformed> all() {
        List<Malformed> all = new ArrayList<>();
        api.inputs()
                .forEach(
                        (operation, input) -> {
                            truncated(operation, input, all);
                            inserted(operation, input, all);
                            spoiltTexts(operation, input, all);
                            removed(operation, input, all);
                            notObjects(operation, input, all);
                            wrongTypes(operation, all);
                        });
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
        if (!api.takesNothing().contains(operation)) {
            for (String body : List.of("", " ", "null", "{}")) {
                add("the body '" + body + "'", operation, utf8(body), EMPTY, all);
            }
        }
    }

    /// Every value in turn becomes every other kind of value.
    private void wrongTypes(String operation, List<Malformed> all) {
        List<String> pointers = new ArrayList<>();
        collect("", api.tree(operation), pointers);
        for (String pointer : pointers) {
            JsonNode right = api.tree(operation).at(pointer);
            for (String wrong : List.of("{}", "[]", "\"x\"", "17", "1.5", "true", "1e999999999")) {
                if (!fits(pointer, right, wrong)) {
                    byte[] body = utf8(replaced(operation, pointer, wrong));
                    add(pointer + " = " + wrong, operation, body, UNREADABLE, all);
                }
            }
        }
    }

    private void missing(List<Malformed> all) {
        api.required()
                .forEach(
                        (operation, pointers) -> {
                            for (String pointer : pointers) {
                                Expected expected =
                                        Expected.json(400, "ValidationException")
                                                .saying(api.nullText());
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
                        () -> api.json(operation, body).signed(api.signature(port)).bytes(),
                        expected));
    }

    private String replaced(String operation, String pointer, String value) {
        ObjectNode tree = api.tree(operation);
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

    private static boolean fits(String pointer, JsonNode right, String wrong) {
        return switch (right.getNodeType()) {
            case OBJECT -> wrong.equals("{}");
            case ARRAY -> wrong.equals("[]");
            case STRING -> wrong.startsWith("\"");
            case NUMBER ->
                    wrong.equals("17") || wrong.equals("1.5") && pointer.endsWith("Timestamp");
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
