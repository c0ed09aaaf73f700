package io.hydrant.formats.json.fast;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveType;
import io.hydrant.formats.schema.HiveType.Primitive;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The slow and obvious way from JSON to the values of a row, over Jackson, for everything that the
/// fast reader takes. Keys are read whatever their case.
final class JsonTree {
    /// A number as it is written.
    record Written(String text) {}

    /// JSON's null, and what is missing.
    private enum Absent {
        ABSENT
    }

    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonTree() {}

    /// The rows of a record of one or more documents.
    ///
    /// @throws IOException if it is no JSON
    static List<List<Object>> rows(byte[] bytes, int offset, int length, List<Column> columns)
            throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        try (JsonParser parser = FACTORY.createParser(bytes, offset, length)) {
            while (parser.nextToken() != null) {
                Object document = read(parser);
                if (!(document instanceof Map<?, ?> members)) {
                    throw new IOException("no object: " + document);
                }
                rows.add(members(members, columns));
            }
        }
        return rows;
    }

    private static Object read(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> members = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String key = parser.currentName();
                    parser.nextToken();
                    members.put(key, read(parser));
                }
                yield members;
            }
            case START_ARRAY -> {
                List<Object> elements = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(read(parser));
                }
                yield elements;
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Written(parser.getText());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> Absent.ABSENT;
            default -> throw new IOException("unexpected " + parser.currentToken());
        };
    }

    private static List<Object> members(Map<?, ?> members, List<Column> columns) {
        List<Object> values = new ArrayList<>();
        for (Column column : columns) {
            Object found = Absent.ABSENT;
            for (Map.Entry<?, ?> member : members.entrySet()) {
                String key = member.getKey().toString().toLowerCase(Locale.ROOT);
                found = key.equals(column.name()) ? member.getValue() : found;
            }
            values.add(value(found, column.type()));
        }
        return values;
    }

    private static Object value(Object tree, HiveType type) {
        if (tree == Absent.ABSENT) {
            return "null";
        }
        return switch (type) {
            case Primitive primitive -> primitive(tree, primitive);
            case HiveType.Decimal(int _, int scale) ->
                    new BigDecimal(text(tree))
                            .setScale(scale, RoundingMode.HALF_UP)
                            .unscaledValue();
            case HiveType.Varchar(int length) -> cut(text(tree), length);
            case HiveType.Char(int length) -> cut(text(tree), length).replaceAll(" +$", "");
            case HiveType.Array(HiveType element) -> {
                List<?> elements = tree instanceof List<?> list ? list : List.of(tree);
                yield elements.stream().map(one -> value(one, element)).toList();
            }
            case HiveType.Mapping(HiveType key, HiveType mapped) -> {
                Map<Object, Object> pairs = new LinkedHashMap<>();
                ((Map<?, ?>) tree)
                        .forEach(
                                (name, one) ->
                                        pairs.put(
                                                value(
                                                        name.toString().toLowerCase(Locale.ROOT),
                                                        key),
                                                value(one, mapped)));
                yield pairs;
            }
            case HiveType.Struct(List<Column> members) -> members((Map<?, ?>) tree, members);
        };
    }

    private static Object primitive(Object tree, Primitive type) {
        String text = text(tree);
        return switch (type) {
            case BOOLEAN -> Boolean.parseBoolean(text) ? 1 : 0;
            case TINYINT, SMALLINT, INT -> Integer.parseInt(text);
            case BIGINT -> Long.parseLong(text);
            case FLOAT -> Float.floatToRawIntBits(Float.parseFloat(text));
            case DOUBLE -> Double.doubleToRawLongBits(Double.parseDouble(text));
            case STRING -> text;
            case BINARY -> new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
            case DATE -> (int) LocalDate.parse(text).toEpochDay();
            case TIMESTAMP -> nanos(text);
        };
    }

    private static String text(Object tree) {
        return tree instanceof Written(String text) ? text : tree.toString();
    }

    private static long nanos(String text) {
        if (text.endsWith("Z")) {
            return nanos(Instant.parse(text));
        }
        if (text.contains(":")) {
            return nanos(LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC));
        }
        BigDecimal number = new BigDecimal(text);
        boolean seconds = number.abs().compareTo(new BigDecimal("1e12")) < 0;
        BigInteger nanos = number.scaleByPowerOfTen(seconds ? 9 : 6).toBigInteger();
        return nanos.longValue();
    }

    private static String cut(String text, int codePoints) {
        int length = text.codePointCount(0, text.length());
        return text.substring(0, text.offsetByCodePoints(0, Math.min(length, codePoints)));
    }

    private static long nanos(Instant time) {
        return time.getEpochSecond() * 1_000_000_000L + time.getNano();
    }
}
