package io.hydrant.delivery.explain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.formats.column.BytesVector;
import io.hydrant.formats.column.IntVector;
import io.hydrant.formats.column.ListVector;
import io.hydrant.formats.column.LongVector;
import io.hydrant.formats.column.MapVector;
import io.hydrant.formats.column.StructVector;
import io.hydrant.formats.column.Vector;
import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveType;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/// Values of columns as JSON: dates and timestamps as text in UTC, binaries in Base64.
final class ColumnValues {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final long NANOS = 1_000_000_000L;

    private ColumnValues() {}

    static JsonNode of(Vector vector, HiveType type, int index) {
        if (vector.isNull(index)) {
            return JSON.nullNode();
        }
        return switch (type) {
            case HiveType.Primitive primitive -> primitive(vector, primitive, index);
            case HiveType.Decimal decimal ->
                    JSON.numberNode(new BigDecimal(unscaled(vector, index), decimal.scale()));
            case HiveType.Char _, HiveType.Varchar _ -> text((BytesVector) vector, index);
            case HiveType.Array(HiveType element) -> list((ListVector) vector, element, index);
            case HiveType.Mapping mapping -> map((MapVector) vector, mapping, index);
            case HiveType.Struct(List<Column> members) ->
                    struct((StructVector) vector, members, index);
        };
    }

    private static JsonNode primitive(Vector vector, HiveType.Primitive type, int index) {
        return switch (type) {
            case BOOLEAN -> JSON.booleanNode(integer(vector, index) != 0);
            case TINYINT, SMALLINT, INT -> JSON.numberNode(integer(vector, index));
            case BIGINT -> JSON.numberNode(number(vector, index));
            case FLOAT -> {
                float value = Float.intBitsToFloat(integer(vector, index));
                yield Float.isFinite(value) ? JSON.numberNode(value) : textual(value);
            }
            case DOUBLE -> {
                double value = Double.longBitsToDouble(number(vector, index));
                yield Double.isFinite(value) ? JSON.numberNode(value) : textual(value);
            }
            case DATE -> textual(LocalDate.ofEpochDay(integer(vector, index)));
            case TIMESTAMP -> {
                long nanos = number(vector, index);
                yield textual(
                        Instant.ofEpochSecond(
                                Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS)));
            }
            case STRING -> text((BytesVector) vector, index);
            case BINARY -> JSON.binaryNode(bytes((BytesVector) vector, index));
        };
    }

    private static JsonNode list(ListVector vector, HiveType element, int index) {
        ArrayNode list = JSON.arrayNode();
        for (int i = vector.start(index); i < vector.end(index); i++) {
            list.add(of(vector.elements(), element, i));
        }
        return list;
    }

    private static JsonNode map(MapVector vector, HiveType.Mapping type, int index) {
        ObjectNode map = JSON.objectNode();
        for (int i = vector.start(index); i < vector.end(index); i++) {
            map.set(
                    of(vector.keys(), type.key(), i).asText(),
                    of(vector.values(), type.value(), i));
        }
        return map;
    }

    private static JsonNode struct(StructVector vector, List<Column> members, int index) {
        ObjectNode struct = JSON.objectNode();
        for (int i = 0; i < members.size(); i++) {
            Column member = members.get(i);
            struct.set(member.name(), of(vector.member(i), member.type(), index));
        }
        return struct;
    }

    private static BigInteger unscaled(Vector vector, int index) {
        return vector instanceof BytesVector wide
                ? new BigInteger(bytes(wide, index))
                : BigInteger.valueOf(number(vector, index));
    }

    private static int integer(Vector vector, int index) {
        return ((IntVector) vector).get(index);
    }

    private static long number(Vector vector, int index) {
        return ((LongVector) vector).get(index);
    }

    private static JsonNode text(BytesVector vector, int index) {
        return textual(new String(bytes(vector, index), StandardCharsets.UTF_8));
    }

    private static byte[] bytes(BytesVector vector, int index) {
        int start = vector.start(index);
        return Arrays.copyOfRange(vector.bytes(), start, start + vector.length(index));
    }

    private static JsonNode textual(Object value) {
        return JSON.textNode(value.toString());
    }
}
