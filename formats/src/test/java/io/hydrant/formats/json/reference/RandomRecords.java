package io.hydrant.formats.json.reference;

import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveType;
import io.hydrant.formats.schema.HiveType.Primitive;
import io.hydrant.formats.schema.TableSchema;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/// Makes up schemas, and records that fit them, nearly fit them, or are meant to do harm.
final class RandomRecords {
    private static final List<HiveType> SCALARS =
            List.of(
                    Primitive.BOOLEAN,
                    Primitive.TINYINT,
                    Primitive.SMALLINT,
                    Primitive.INT,
                    Primitive.BIGINT,
                    Primitive.FLOAT,
                    Primitive.DOUBLE,
                    Primitive.STRING,
                    Primitive.BINARY,
                    Primitive.DATE,
                    Primitive.TIMESTAMP,
                    new HiveType.Decimal(10, 2),
                    new HiveType.Decimal(18, 18),
                    new HiveType.Decimal(38, 10),
                    new HiveType.Char(3),
                    new HiveType.Varchar(4));

    private static final String[] ODD_VALUES = {
        "null",
        "true",
        "false",
        "\"\"",
        "\" \"",
        "{}",
        "[]",
        "[null]",
        "{\"a\":1}",
        "[1,\"x\"]",
        "\"oops\"",
        "\"null\"",
        "NaN",
        "Infinity",
        "-",
        "01",
        "1.",
        ".5",
        "+1",
        "1e",
        "0x10",
        "tru",
        "\"\\ud834\"",
        "\"\\ud834\\udd1e\"",
        "\"\\udd1e\"",
        "\"\\u0000\"",
        "\"\\x\"",
        "\"\u0001\"",
        "-0",
        "-0.0",
        "0e999999999999",
        "1e-999999999999",
        "1e999999999999",
        "9223372036854775808",
        "-9223372036854775808",
        "\"NaN\"",
        "\"-Infinity\"",
        "\"0x1p3\"",
        "\"1e3\"",
        "\" 1.5 \"",
        "\"TRUE\"",
        "4.9e-324",
        "1.7976931348623159e308",
        "2.2250738585072011e-308",
        "999999999999",
        "1000000000000",
        "1518033528.1234567899",
        "\"2026-09-07T08:09:10.25Z\"",
        "\"2026-9-7 8:9:1.5\"",
        "\"2026-02-30\"",
        "\"0000-01-01\"",
        "\"9999-12-31 23:59:59.999999999\"",
        "\"AAE=\"",
        "\"AAE\"",
        "\"a\\tb\"",
        "\"äöü€𝄞\"",
        "\"\\/\"",
        "[[[[1]]]]",
        "{\"a\":{\"B\":[{\"C\":null}]}}",
        "1 2"
    };

    private final SplittableRandom random;

    RandomRecords(long seed) {
        random = new SplittableRandom(seed);
    }

    JsonDialect dialect() {
        return switch (random.nextInt(5)) {
            case 0 -> new JsonDialect.Hive(List.of());
            case 1 -> new JsonDialect.Hive(List.of("millis"));
            case 2 -> new JsonDialect.OpenX(false, false, Map.of("b", "Key.Of.B"));
            default -> JsonDialect.OpenX.DEFAULTS;
        };
    }

    TableSchema schema() {
        int count = 1 + random.nextInt(8);
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = random.nextInt(4) == 0 ? "Mixed" + i : String.valueOf((char) ('a' + i));
            columns.add(new Column(name, type(3)));
        }
        return new TableSchema(columns);
    }

    byte[] record(TableSchema schema) {
        StringBuilder out = new StringBuilder();
        int documents = random.nextInt(20) == 0 ? random.nextInt(4) : 1;
        for (int i = 0; i < documents; i++) {
            object(schema.columns(), out);
            out.append(random.nextInt(4) == 0 ? " \n" : "");
        }
        byte[] record = out.toString().getBytes(StandardCharsets.UTF_8);
        return random.nextInt(12) == 0 ? damaged(record) : record;
    }

    /// Deep, long, or both.
    byte[] hostile(TableSchema schema) {
        String first = schema.columns().getFirst().name().toLowerCase(Locale.ROOT);
        String value =
                switch (random.nextInt(6)) {
                    case 0 -> "[".repeat(990) + "]".repeat(990);
                    case 1 -> "{\"a\":".repeat(100_000);
                    case 2 -> "\"" + "x\\n".repeat(350_000) + "\"";
                    case 3 -> "-" + "7".repeat(400) + "." + "3".repeat(400);
                    case 4 -> "[".repeat(1_100) + "]".repeat(1_100);
                    default -> "\"" + "ä".repeat(500_000) + "\"";
                };
        String key = random.nextBoolean() ? first : "unknown";
        return ("{\"" + key + "\":" + value + "}").getBytes(StandardCharsets.UTF_8);
    }

    private HiveType type(int depth) {
        int choice = depth == 0 ? 9 : random.nextInt(10);
        return switch (choice) {
            case 0 -> new HiveType.Array(type(depth - 1));
            case 1 -> new HiveType.Mapping(scalar(), type(depth - 1));
            case 2 ->
                    new HiveType.Struct(
                            List.of(
                                    new Column("x", type(depth - 1)),
                                    new Column("yY", type(depth - 1))));
            default -> scalar();
        };
    }

    private HiveType scalar() {
        return SCALARS.get(random.nextInt(SCALARS.size()));
    }

    private void object(List<Column> columns, StringBuilder out) {
        out.append(blank()).append('{');
        List<Column> left = new ArrayList<>(columns);
        boolean first = true;
        while (!left.isEmpty()) {
            int index = random.nextInt(5) == 0 ? random.nextInt(left.size()) : 0;
            Column column = left.get(index);
            if (random.nextInt(25) != 0) {
                left.remove(index); // otherwise its key comes twice
            }
            if (random.nextInt(10) == 0) {
                continue;
            }
            out.append(first ? "" : ",").append(blank());
            first = false;
            key(column.name(), out);
            out.append(blank()).append(':').append(blank());
            value(column.type(), out);
            out.append(blank());
        }
        if (random.nextInt(6) == 0) {
            out.append(first ? "" : ",").append("\"other\":").append(oddValue());
        }
        out.append('}');
    }

    private void key(String name, StringBuilder out) {
        String key =
                switch (random.nextInt(12)) {
                    case 0 -> name.toUpperCase(Locale.ROOT);
                    case 1 -> name;
                    case 2 -> "\\u%04x".formatted((int) name.charAt(0)) + name.substring(1);
                    case 3 -> name.equals("b") ? "Key.Of.B" : name;
                    default -> name.toLowerCase(Locale.ROOT);
                };
        out.append('"').append(key).append('"');
    }

    private void value(HiveType type, StringBuilder out) {
        int choice = random.nextInt(200);
        if (choice == 0) {
            out.append(oddValue());
        } else if (choice < 10) {
            out.append("null");
        } else if (choice == 10) {
            value(scalar(), out);
        } else {
            fitting(type, out);
        }
    }

    private void fitting(HiveType type, StringBuilder out) {
        switch (type) {
            case HiveType.Array(HiveType element) -> {
                int count = random.nextInt(4);
                out.append('[');
                for (int i = 0; i < count; i++) {
                    out.append(i == 0 ? "" : ",");
                    value(element, out);
                }
                out.append(']');
            }
            case HiveType.Mapping(HiveType key, HiveType value) -> {
                int count = random.nextInt(4);
                out.append('{');
                for (int i = 0; i < count; i++) {
                    out.append(i == 0 ? "" : ",").append('"');
                    out.append(text(key).replace("\"", "")).append("\":");
                    value(value, out);
                }
                out.append('}');
            }
            case HiveType.Struct(List<Column> members) -> object(members, out);
            case HiveType scalar -> out.append(text(scalar));
        }
    }

    private String text(HiveType type) {
        String text =
                switch (type) {
                    case HiveType.Decimal _ -> decimalText();
                    case HiveType.Char _, HiveType.Varchar _ -> string();
                    case Primitive primitive -> text(primitive);
                    default -> "null";
                };
        boolean number = !text.startsWith("\"");
        return number && random.nextInt(8) == 0 ? "\"" + text + "\"" : text;
    }

    private String text(Primitive type) {
        return switch (type) {
            case BOOLEAN -> String.valueOf(random.nextBoolean());
            case TINYINT -> String.valueOf(random.nextInt(-129, 129));
            case SMALLINT -> String.valueOf(random.nextInt(-32_800, 32_800));
            case INT -> String.valueOf(random.nextLong(-2_150_000_000L, 2_150_000_000L));
            case BIGINT -> String.valueOf(random.nextLong() >> random.nextInt(64));
            case FLOAT, DOUBLE -> floatingText();
            case STRING -> string();
            case BINARY -> "\"" + "AAECAwQF".substring(0, 4 * random.nextInt(3)) + "\"";
            case DATE -> "\"%04d-%02d-%02d\"".formatted(year(), month(), day());
            case TIMESTAMP -> timestamp();
        };
    }

    private String floatingText() {
        return switch (random.nextInt(5)) {
            case 0 -> String.valueOf(Double.longBitsToDouble(random.nextLong()));
            case 1 -> String.valueOf((double) (float) random.nextDouble(-100, 100));
            case 2 -> random.nextInt(1_000) + "." + random.nextInt(100);
            case 3 -> random.nextLong() + "e" + random.nextInt(-330, 310);
            default -> random.nextLong() + "." + random.nextLong(Long.MAX_VALUE);
        };
    }

    private String decimalText() {
        String sign = random.nextBoolean() ? "" : "-";
        return switch (random.nextInt(4)) {
            case 0 -> sign + "0." + random.nextLong(1_000_000_000_000L);
            case 1 -> sign + random.nextLong(1L << 50) + "." + random.nextLong(1L << 50);
            case 2 -> sign + random.nextInt(100_000) + "e" + random.nextInt(-9, 9);
            default -> sign + random.nextInt(1_000_000) + "." + random.nextInt(1_000);
        };
    }

    private String timestamp() {
        String date = "%04d-%02d-%02d".formatted(year(), month(), day());
        int hour = random.nextInt(20) == 0 ? 24 : random.nextInt(24);
        int minute = random.nextInt(60);
        String fraction = random.nextBoolean() ? "" : "." + random.nextInt(1_000_000_000);
        return switch (random.nextInt(5)) {
            case 0 -> String.valueOf(random.nextLong(4_000_000_000_000L));
            case 1 -> random.nextLong(4_000_000_000L) + "." + random.nextInt(1_000_000);
            case 2 -> "\"%s %d:%d:%d%s\"".formatted(date, hour, minute, minute, fraction);
            default -> "\"%sT%02d:%02d:%02d%sZ\"".formatted(date, hour, minute, minute, fraction);
        };
    }

    private int year() {
        return random.nextInt(10) == 0 ? random.nextInt(10_000) : 1970 + random.nextInt(70);
    }

    private int month() {
        return 1 + random.nextInt(12);
    }

    private int day() {
        return 1 + random.nextInt(29);
    }

    private String string() {
        StringBuilder out = new StringBuilder("\"");
        int length = random.nextInt(20) == 0 ? random.nextInt(300) : random.nextInt(12);
        for (int i = 0; i < length; i++) {
            switch (random.nextInt(30)) {
                case 0 -> out.append("\\n");
                case 1 -> out.append("\\\"");
                case 2 -> out.append("\\u00e4");
                case 3 -> out.append("ä");
                case 4 -> out.append("𝄞");
                case 5 -> out.append("\\ud834\\udd1e");
                case 6 -> out.append(' ');
                default -> out.append((char) ('a' + random.nextInt(26)));
            }
        }
        return out.append('"').toString();
    }

    private String oddValue() {
        return ODD_VALUES[random.nextInt(ODD_VALUES.length)];
    }

    private String blank() {
        return random.nextInt(15) == 0 ? " \t\r\n".substring(random.nextInt(4)) : "";
    }

    /// Bytes changed, lost or doubled; never so that it begins like another encoding.
    private byte[] damaged(byte[] record) {
        if (record.length < 8) {
            return record;
        }
        int at = 4 + random.nextInt(record.length - 4);
        byte[] damaged =
                switch (random.nextInt(3)) {
                    case 0 -> Arrays.copyOf(record, at);
                    case 1 -> without(record, at);
                    default -> record.clone();
                };
        if (at < damaged.length && random.nextBoolean()) {
            damaged[at] =
                    (byte)
                            (random.nextBoolean()
                                    ? "\"{}[]:,\\0 -".charAt(random.nextInt(11))
                                    : random.nextInt());
        }
        return damaged;
    }

    private static byte[] without(byte[] record, int at) {
        byte[] rest = new byte[record.length - 1];
        System.arraycopy(record, 0, rest, 0, at);
        System.arraycopy(record, at + 1, rest, at, rest.length - at);
        return rest;
    }
}
