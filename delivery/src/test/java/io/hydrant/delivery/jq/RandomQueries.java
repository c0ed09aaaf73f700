package io.hydrant.delivery.jq;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Random queries of the kind the fast way takes, and random records: some plain, some hostile.
final class RandomQueries {
    private static final List<String> NAMES = List.of("a", "a", "a", "b", "b", "é");
    private static final List<String> FUNCTIONS =
            List.of(
                    "tostring",
                    "tonumber",
                    "ascii_downcase",
                    "ascii_upcase",
                    "length",
                    "floor",
                    "todate",
                    "fromdate",
                    "todateiso8601",
                    "fromdateiso8601",
                    "not",
                    "tojson",
                    "strftime(\"%Y/%m/%d\")",
                    "strftime(\"%H\")",
                    "ltrimstr(\"x\")",
                    "rtrimstr(\"y\")",
                    "split(\",\")[0]",
                    "split(\"-\")|.[1]",
                    ".[0:4]",
                    ".[2:]",
                    "startswith(\"2\")",
                    "@base64",
                    "@uri",
                    "@text",
                    "@html",
                    "strptime(\"%Y-%m-%d\")|mktime",
                    "type",
                    "explode|implode",
                    "gmtime|mktime",
                    "utf8bytelength",
                    "sqrt",
                    "endswith(\"Z\")");
    private static final List<String> SCALARS =
            List.of(
                    "0",
                    "-0",
                    "1",
                    "1.5",
                    "-1",
                    "1565382027",
                    "1565382027000",
                    "1e1000",
                    "1E400",
                    "12345678901234567890",
                    "0.1",
                    "1e-7",
                    "123456789012345",
                    "1234567890123456",
                    "null",
                    "true",
                    "false",
                    "\"\"",
                    "\"x\"",
                    "\"xay\"",
                    "\"a,b\"",
                    "\"a-b\"",
                    "\"2019-08-09T20:20:27Z\"",
                    "\"2019-08-09\"",
                    "\"12\"",
                    "\"é𝄞\"",
                    "\"\\u00e9\\n\\\"\"",
                    "\"\\ud834\\udd1e\"",
                    "\"\\ud834\"",
                    "\"ABCdef\"",
                    "[]",
                    "{}",
                    "[1,2]",
                    "{\"a\":1}");
    private static final List<String> BROKEN =
            List.of(
                    "01",
                    "1.",
                    ".5",
                    "+1",
                    "nan",
                    "tru",
                    "\"a",
                    "\"\\x\"",
                    "\"\t\"",
                    "[1,]",
                    "{\"a\"}",
                    "{\"a\":1,}",
                    "{,}",
                    "",
                    "1 2",
                    "'a'",
                    "-",
                    "1e",
                    "\"\\u12\"");

    private final SplittableRandom random;

    RandomQueries(long seed) {
        this.random = new SplittableRandom(seed);
    }

    String query() {
        StringBuilder query = new StringBuilder("{");
        int count = 1 + random.nextInt(2);
        for (int i = 0; i < count; i++) {
            query.append(i == 0 ? "" : ", ").append('k').append(i).append(": ").append(value());
        }
        return query.append('}').toString();
    }

    private String value() {
        return switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> path();
            case 4 -> "(" + path() + " // " + literal() + ")";
            case 5 -> "(" + path() + operator() + literal() + "|" + pick(FUNCTIONS) + ")";
            case 6 ->
                    "(if "
                            + path()
                            + " == "
                            + literal()
                            + " then "
                            + path()
                            + " else . | "
                            + path()
                            + " end)";
            case 7 -> "\"\\(" + path() + ")-\\(" + path() + "|" + pick(FUNCTIONS) + ")\"";
            case 8 -> "(" + path() + " | if . == \"\" then \"none\" else . end)";
            default -> path() + "|" + pick(FUNCTIONS) + "|" + pick(FUNCTIONS);
        };
    }

    private String literal() {
        return pick(List.of("\"x\"", "\"\"", "1", "1000", "null", "true", "0"));
    }

    private String operator() {
        return pick(List.of("+", "-", "*", "/", "%", "==", "<", ">=", " and ", " or "));
    }

    private String path() {
        StringBuilder path = new StringBuilder();
        int depth = random.nextInt(3) == 0 ? 2 : 1;
        for (int i = 0; i < depth; i++) {
            if (i > 0 && random.nextInt(6) == 0) {
                path.append('[').append(random.nextInt(3)).append(']');
            } else {
                String name = pick(NAMES);
                boolean plain = name.matches("[a-z]+") && random.nextBoolean();
                path.append(plain ? "." + name : (i == 0 ? "." : "") + "[\"" + name + "\"]");
            }
            path.append(random.nextInt(12) == 0 ? "?" : "");
        }
        return random.nextInt(8) == 0 ? path + "|" + pick(FUNCTIONS) : path.toString();
    }

    byte[] record() {
        String record = object(0);
        if (random.nextInt(30) == 0) {
            record = "\uFEFF" + record;
        }
        if (random.nextInt(40) == 0) {
            record += pick(List.of("\n", " ", "{}", "x", "1", ","));
        }
        if (random.nextInt(100) == 0) {
            int depth = 250 + random.nextInt(12);
            record = "{\"b\":" + "[".repeat(depth) + "]".repeat(depth) + ",\"a\":\"x\"}";
        }
        byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(8) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        if (random.nextInt(60) == 0) {
            return Arrays.copyOf(bytes, random.nextInt(bytes.length));
        }
        return bytes;
    }

    private String object(int depth) {
        StringBuilder object = new StringBuilder("{");
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            String name = pick(NAMES);
            if (random.nextInt(15) == 0) {
                name = String.format("\\u%04x", (int) name.charAt(0)) + name.substring(1);
            }
            object.append(i == 0 ? "" : ",").append(space()).append('"').append(name).append('"');
            object.append(space()).append(':').append(space()).append(json(depth + 1));
        }
        return object.append(space()).append('}').toString();
    }

    private String json(int depth) {
        int kind = random.nextInt(60);
        if (kind == 0) {
            return pick(BROKEN);
        }
        if (kind < 14 && depth < 4) {
            return object(depth);
        }
        if (kind < 18 && depth < 4) {
            return "[" + json(depth + 1) + "," + space() + json(depth + 1) + "]";
        }
        return pick(SCALARS);
    }

    private String space() {
        return random.nextInt(5) == 0 ? pick(List.of(" ", "\n", "\t", "\r\n")) : "";
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
