package io.hydrant.functions.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;

/// Random patterns and records, judged by a second matcher that is written for nothing but to be
/// simple: it walks the texts of the pattern again for each record.
class PatternFuzzTest {
    private static final long SEED = 20_260_103;
    private static final int ROUNDS = 20_000;
    private static final List<String> NAMES = List.of("a", "b", "c");
    private static final List<String> TEXTS =
            List.of("", "a", "A", "ab", "aba", "bab", "abab", "b");
    private static final List<String> NUMBERS = List.of("0", "1", "-1", "1.0", "10", "2.5", "1e1");
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private final Random random = new Random(SEED);

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private String text() {
        return "\"" + one(TEXTS) + "\"";
    }

    private String scalar() {
        return switch (random.nextInt(6)) {
            case 0 -> "null";
            case 1 -> "true";
            case 2 -> "false";
            case 3 -> one(NUMBERS);
            default -> text();
        };
    }

    private String event(int depth) {
        int kind = random.nextInt(depth > 3 ? 1 : 4);
        if (kind < 1) {
            return scalar();
        }
        List<String> parts = new ArrayList<>();
        boolean array = kind == 1;
        for (String name : NAMES) {
            if (random.nextBoolean()) {
                parts.add((array ? "" : "\"" + name + "\":") + event(depth + 1));
            }
        }
        return (array ? "[" : "{") + String.join(",", parts) + (array ? "]" : "}");
    }

    private String operator() {
        return switch (random.nextInt(12)) {
            case 0 -> "{\"prefix\":" + text() + "}";
            case 1 -> "{\"suffix\":" + text() + "}";
            case 2 -> "{\"equals-ignore-case\":" + text() + "}";
            case 3 -> "{\"exists\":" + random.nextBoolean() + "}";
            case 4 -> "{\"anything-but\":[" + text() + "," + text() + "]}";
            case 5 -> "{\"anything-but\":" + one(NUMBERS) + "}";
            case 6 -> "{\"anything-but\":{\"prefix\":\"a\"}}";
            case 7 ->
                    "{\"numeric\":[\"" + one(List.of("<", "=", ">=")) + "\"," + one(NUMBERS) + "]}";
            case 8 -> "{\"numeric\":[\">\",-1,\"<=\",10]}";
            case 9 ->
                    "{\"wildcard\":\""
                            + one(List.of("*", "a*", "*b", "a*a", "*ba*b", "ab"))
                            + "\"}";
            default -> scalar();
        };
    }

    private String pattern(int depth) {
        List<String> parts = new ArrayList<>();
        for (String name : NAMES) {
            if (random.nextInt(3) == 0 || (parts.isEmpty() && name.equals("c"))) {
                boolean leaf = depth > 1 || random.nextInt(3) > 0;
                String rule = leaf ? "[" + operator() + "," + operator() + "]" : pattern(depth + 1);
                parts.add("\"" + name + "\":" + rule);
            }
        }
        if (random.nextInt(8) == 0 && depth < 2) {
            parts.add("\"$or\":[" + pattern(depth + 1) + "," + pattern(depth + 1) + "]");
        }
        return "{" + String.join(",", parts) + "}";
    }

    @Test
    void bothMatchersAgree() throws IOException {
        int passed = 0;
        for (int i = 0; i < ROUNDS; i++) {
            String pattern = pattern(0);
            String event = event(0);
            JsonNode root = JSON.readTree(event);
            boolean expected = new Naive(root).holds(JSON.readTree(pattern), root, "");
            boolean actual =
                    EventPatterns.parse(List.of("{\"data\":" + pattern + "}"))
                            .passes(
                                    EventPatternsTableTest.candidate(
                                            event.getBytes(StandardCharsets.UTF_8)));
            assertThat(actual).as(pattern + " on " + event).isEqualTo(expected);
            passed += actual ? 1 : 0;
        }
        assertThat(passed).isBetween(ROUNDS / 20, ROUNDS / 2);
    }

    /// @param root of the event
    private record Naive(JsonNode root) {
        /// @param path of the place, names with a slash before each
        boolean holds(JsonNode rule, JsonNode value, String path) {
            if (rule.isArray()) {
                return leaf((ArrayNode) rule, value, path);
            }
            List<JsonNode> objects = flat(value).stream().filter(JsonNode::isObject).toList();
            ObjectNode nothing = JsonNodeFactory.instance.objectNode();
            return (objects.isEmpty() ? List.<JsonNode>of(nothing) : objects)
                    .stream().anyMatch(one -> holdsAll(rule, one, path));
        }

        private boolean holdsAll(JsonNode rule, JsonNode object, String path) {
            for (var field : rule.properties()) {
                boolean held = false;
                if (field.getKey().equals("$or")) {
                    for (JsonNode choice : field.getValue()) {
                        held |= holdsAll(choice, object, path);
                    }
                } else {
                    String below = path + "/" + field.getKey();
                    held = holds(field.getValue(), object.path(field.getKey()), below);
                }
                if (!held) {
                    return false;
                }
            }
            return true;
        }

        private boolean leaf(ArrayNode rule, JsonNode value, String path) {
            List<JsonNode> given = flat(value).stream().filter(JsonNode::isValueNode).toList();
            for (JsonNode test : rule) {
                boolean absent = test.isObject() && test.path("exists").isBoolean();
                if (absent && !test.path("exists").asBoolean()) {
                    if (!has(root, path)) {
                        return true;
                    }
                } else if (given.stream().anyMatch(one -> passes(test, one))) {
                    return true;
                }
            }
            return false;
        }

        private static boolean has(JsonNode value, String path) {
            if (path.isEmpty()) {
                return flat(value).stream().anyMatch(JsonNode::isValueNode);
            }
            return flat(value).stream()
                    .anyMatch(one -> has(one.path(path.substring(1, 2)), path.substring(2)));
        }

        private static List<JsonNode> flat(JsonNode value) {
            if (value.isMissingNode()) {
                return List.of();
            }
            if (!value.isArray()) {
                return List.of(value);
            }
            List<JsonNode> all = new ArrayList<>();
            value.forEach(one -> all.addAll(flat(one)));
            return all;
        }

        private static boolean passes(JsonNode test, JsonNode value) {
            if (!test.isObject()) {
                return test.toString().equals(value.toString());
            }
            String name = test.fieldNames().next();
            JsonNode operand = test.get(name);
            String text = value.isTextual() ? value.asText() : "\n";
            return switch (name) {
                case "exists" -> true;
                case "prefix" -> text.startsWith(operand.asText()) && value.isTextual();
                case "suffix" -> text.endsWith(operand.asText()) && value.isTextual();
                case "equals-ignore-case" ->
                        text.toLowerCase(Locale.ROOT)
                                .equals(operand.asText().toLowerCase(Locale.ROOT));
                case "wildcard" ->
                        Pattern.matches(operand.asText().replace("*", "[a-zA-Z]*"), text);
                case "numeric" -> value.isNumber() && numeric(operand, value.decimalValue());
                case "anything-but" -> anythingBut(operand, value);
                default -> throw new IllegalArgumentException(name);
            };
        }

        private static boolean anythingBut(JsonNode operand, JsonNode value) {
            if (operand.isObject()) {
                return !passes(operand, value);
            }
            return flat(operand).stream().noneMatch(one -> passes(one, value));
        }

        private static boolean numeric(JsonNode operand, BigDecimal value) {
            for (int i = 0; i < operand.size(); i += 2) {
                int order = value.compareTo(operand.get(i + 1).decimalValue());
                boolean held =
                        switch (operand.get(i).asText()) {
                            case "<" -> order < 0;
                            case "<=" -> order <= 0;
                            case "=" -> order == 0;
                            case ">" -> order > 0;
                            default -> order >= 0;
                        };
                if (!held) {
                    return false;
                }
            }
            return true;
        }
    }
}
