package io.hydrant.conformance.malformed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.conformance.malformed.Malformed.Expected;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Bodies of Kinesis calls that are not CBOR, or not the right one. Errors come in CBOR too.
final class MalformedCbor {
    private static final Expected UNREADABLE = Expected.cbor(400, "SerializationException");
    private static final Expected EMPTY =
            Expected.cbor(
                    400,
                    "SerializationException",
                    "ValidationException",
                    "InvalidArgumentException");

    /// What may be skipped as a member that nobody knows, after which the stream is not found.
    private static final Expected UNREADABLE_OR_SKIPPED =
            Expected.cbor(400, "SerializationException", "ResourceNotFoundException");

    private static final int TRUNCATIONS = 14;

    /// No encoding of anything, as hexadecimal digits.
    private static final List<String> NOTHING =
            List.of(
                    "1c",
                    "1d",
                    "1e",
                    "3c",
                    "3d",
                    "5c",
                    "5d",
                    "7c",
                    "7e",
                    "9c",
                    "9e",
                    "bc",
                    "be",
                    "dc",
                    "de",
                    "fc",
                    "fe", // reserved lengths
                    "1f",
                    "3f",
                    "df", // what has no indefinite form
                    "7f4161ff",
                    "5f6161ff",
                    "7f01ff",
                    "5ff6ff",
                    "7f7f6161ffff", // wrong chunks
                    "62c080",
                    "61ff",
                    "63eda080",
                    "64f5808080",
                    "7f61c36180ff", // not UTF-8
                    "9f01",
                    "bf6161",
                    "81",
                    "a1",
                    "5f",
                    "7f"); // without end

    /// Lengths that nobody can have meant, by what they are lengths of.
    private static final Map<String, String> HOSTILE_LENGTHS = new LinkedHashMap<>();

    /// One of each kind of value.
    private static final Map<String, String> KINDS = new LinkedHashMap<>();

    static {
        for (String length :
                List.of(
                        "1a7fffffff",
                        "1affffffff",
                        "1b0000000100000000",
                        "1b7fffffffffffffff",
                        "1b8000000000000000",
                        "1bffffffffffffffff",
                        "1a00ffffff",
                        "19ffff")) {
            int rest = Integer.parseInt(length.substring(0, 2), 16);
            for (int major : new int[] {2, 3, 4, 5}) {
                HOSTILE_LENGTHS.put(
                        "%02x%s".formatted(major << 5 | rest, length.substring(2)),
                        "a length of 0x" + length.substring(2) + " of major type " + major);
            }
        }
        KINDS.put("a number", "11");
        KINDS.put("a negative number", "3903e7");
        KINDS.put("a huge number", "1bffffffffffffffff");
        KINDS.put("a big number", "c2581e" + "7f".repeat(30));
        KINDS.put("a byte string", "43010203");
        KINDS.put("a text", "6178");
        KINDS.put("a list", "80");
        KINDS.put("a list of lists", "8180");
        KINDS.put("a map", "a0");
        KINDS.put("true", "f5");
        KINDS.put("a half float", "f97e00");
        KINDS.put("a double", "fb3ff8000000000000");
        KINDS.put("infinity", "fb7ff0000000000000");
        KINDS.put("a tagged text", "c16178");
        KINDS.put("a decimal fraction", "c482203904d2");
        KINDS.put("a simple value", "f820");
    }

    private final Api api;
    private final int port;
    private final SplittableRandom random;

    MalformedCbor(int port, SplittableRandom random) {
        this.api = KinesisTemplates.API;
        this.port = port;
        this.random = random;
    }

    List<Malformed> all() {
        List<Malformed> all = new ArrayList<>();
        for (String operation : api.inputs().keySet()) {
            byte[] good = Cbor.of(api.tree(operation));
            truncated(operation, good, all);
            followed(operation, good, all);
            notMaps(operation, good, all);
            wrongKinds(operation, all);
            nothing(operation, all);
        }
        hostileLengths(all);
        deeplyNested(all);
        oddMaps(all);
        missing(all);
        wrongTimes(all);
        return all;
    }

    private void truncated(String operation, byte[] good, List<Malformed> all) {
        for (int i = 0; i < TRUNCATIONS; i++) {
            int end = random.nextInt(1, good.length);
            add("cut off at " + end, operation, Arrays.copyOf(good, end), UNREADABLE, all);
        }
        byte[] unended = Arrays.copyOf(good, good.length - 1);
        add("without its last break", operation, unended, UNREADABLE, all);
    }

    private void followed(String operation, byte[] good, List<Malformed> all) {
        for (String garbage : List.of("00", "ff", "a0", "f6", "6161", "1c")) {
            add("followed by " + garbage, operation, join(good, hex(garbage)), UNREADABLE, all);
        }
    }

    private void notMaps(String operation, byte[] good, List<Malformed> all) {
        for (String body :
                List.of("80", "9fff", "00", "20", "6161", "4161", "f4", "f97e00", "ff")) {
            add("the body " + body, operation, hex(body), UNREADABLE, all);
        }
        add("within a list", operation, join(hex("81"), good), UNREADABLE, all);
        if (!api.takesNothing().contains(operation)) {
            for (String body : List.of("", "a0", "bfff", "f6")) {
                add("the body '" + body + "'", operation, hex(body), EMPTY, all);
            }
            byte[] json = api.inputs().get(operation).getBytes(StandardCharsets.UTF_8);
            add("JSON in place of CBOR", operation, json, UNREADABLE, all);
        }
    }

    /// Every value in turn becomes every other kind of value.
    private void wrongKinds(String operation, List<Malformed> all) {
        ObjectNode tree = api.tree(operation);
        for (String pointer : pointers(tree)) {
            JsonNode right = tree.at(pointer);
            KINDS.forEach(
                    (kind, bytes) -> {
                        if (!fits(pointer, right, kind)) {
                            byte[] body = Cbor.with(tree, pointer, hex(bytes));
                            add(pointer + " = " + kind, operation, body, UNREADABLE, all);
                        }
                    });
        }
    }

    /// Some place in turn becomes what is no CBOR at all.
    private void nothing(String operation, List<Malformed> all) {
        ObjectNode tree = api.tree(operation);
        List<String> pointers = pointers(tree);
        for (String bytes : NOTHING) {
            String pointer = pointers.get(random.nextInt(pointers.size()));
            byte[] body = Cbor.with(tree, pointer, hex(bytes));
            add(pointer + " = " + bytes, operation, body, UNREADABLE, all);
        }
    }

    private void hostileLengths(List<Malformed> all) {
        HOSTILE_LENGTHS.forEach(
                (bytes, what) -> {
                    for (String operation : List.of("PutRecord", "PutRecords", "CreateStream")) {
                        String pointer =
                                switch (operation) {
                                    case "PutRecord" -> "/Data";
                                    case "PutRecords" -> "/Records";
                                    default -> "/Tags";
                                };
                        byte[] body = Cbor.with(api.tree(operation), pointer, hex(bytes));
                        add(pointer + " with " + what, operation, body, UNREADABLE, all);
                        add("all of it with " + what, operation, hex(bytes), UNREADABLE, all);
                        byte[] unknown = join(hex("a167556e6b6e6f776e"), hex(bytes));
                        add("an unknown member with " + what, operation, unknown, UNREADABLE, all);
                        byte[] key = join(hex("bf"), join(hex(bytes), hex("f6ff")));
                        add("a key with " + what, operation, key, UNREADABLE, all);
                    }
                });
    }

    private void deeplyNested(List<Malformed> all) {
        for (int depth : List.of(2_000, 100_000, 1_000_000)) {
            for (String member : List.of("/StreamName", "/Data")) {
                for (String opener : List.of("81", "9f", "a16161", "bf6161", "c1", "d81e", "c6")) {
                    byte[] body = Cbor.with(api.tree("PutRecord"), member, times(opener, depth));
                    String what = "%s opened %d times with %s".formatted(member, depth, opener);
                    add(what, "PutRecord", body, UNREADABLE, all);
                }
            }
            byte[] unknown = join(hex("bf67556e6b6e6f776e"), times("81", depth));
            byte[] closed = join(unknown, hex("00ff"));
            add("an unknown member " + depth + " deep", "PutRecord", closed, UNREADABLE, all);
        }
    }

    private void oddMaps(List<Malformed> all) {
        for (String operation : api.inputs().keySet()) {
            byte[] good = Cbor.of(api.tree(operation));
            byte[] open = Arrays.copyOf(good, good.length - 1);
            add("a key without value", operation, join(open, hex("6161ff")), UNREADABLE, all);
            for (String key : List.of("f6", "80", "a0", "fb3ff8000000000000")) {
                byte[] body = join(open, hex(key + "00ff"));
                add("the key " + key, operation, body, UNREADABLE, all);
            }
        }
        for (String key : List.of("01", "20", "4161")) {
            byte[] good = Cbor.of(api.tree("PutRecord"));
            byte[] open = Arrays.copyOf(good, good.length - 1);
            byte[] body = join(open, hex(key + "00ff"));
            add("the key " + key, "PutRecord", body, UNREADABLE_OR_SKIPPED, all);
        }
    }

    private void missing(List<Malformed> all) {
        Expected expected = Expected.cbor(400, "ValidationException").saying(api.nullText());
        api.required()
                .forEach(
                        (operation, pointers) -> {
                            for (String pointer : pointers) {
                                byte[] body = Cbor.with(api.tree(operation), pointer, hex("f6"));
                                add("null at " + pointer, operation, body, expected, all);
                            }
                        });
    }

    private void wrongTimes(List<Malformed> all) {
        for (String time :
                List.of(
                        "c063323032", // tag 0, a text
                        "c1fb7ff8000000000000", // not a number
                        "c1fbfff0000000000000",
                        "c11bffffffffffffffff", // later than any year
                        "c13bffffffffffffffff",
                        "c1c2581e" + "7f".repeat(30),
                        "c180",
                        "c1f5",
                        "c1a0")) {
            for (String operation : List.of("GetShardIterator", "SubscribeToShard", "ListShards")) {
                String pointer =
                        switch (operation) {
                            case "GetShardIterator" -> "/Timestamp";
                            case "ListShards" -> "/ShardFilter/Timestamp";
                            default -> "/StartingPosition/Timestamp";
                        };
                byte[] body = Cbor.with(api.tree(operation), pointer, hex(time));
                add(pointer + " = " + time, operation, body, UNREADABLE, all);
            }
        }
    }

    private void add(
            String what, String operation, byte[] body, Expected expected, List<Malformed> all) {
        all.add(
                new Malformed(
                        operation + " in CBOR: " + what,
                        () ->
                                api.call(operation, Cbor.CONTENT_TYPE, body)
                                        .signed(api.signature(port))
                                        .bytes(),
                        expected));
    }

    private static boolean fits(String pointer, JsonNode right, String kind) {
        boolean time = pointer.endsWith("Timestamp");
        return switch (right.getNodeType()) {
            case OBJECT -> kind.equals("a map");
            case ARRAY -> kind.equals("a list");
            case STRING ->
                    pointer.endsWith("/Data")
                            ? kind.equals("a byte string")
                            : kind.endsWith("text"); // a tag that nobody knows may be skipped
            case NUMBER ->
                    kind.equals("a number")
                            || kind.equals("a negative number")
                            || time
                                    && (kind.endsWith("float")
                                            || kind.equals("a double")
                                            || kind.equals("a decimal fraction"));
            case BOOLEAN -> kind.equals("true");
            case BINARY, MISSING, NULL, POJO -> false;
        };
    }

    private static List<String> pointers(JsonNode tree) {
        List<String> pointers = new ArrayList<>();
        collect("", tree, pointers);
        return pointers;
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

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static byte[] times(String digits, int count) {
        byte[] one = hex(digits);
        ByteArrayOutputStream out = new ByteArrayOutputStream(one.length * count);
        for (int i = 0; i < count; i++) {
            out.writeBytes(one);
        }
        return out.toByteArray();
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
