package io.hydrant.interop.orc;

import io.airlift.slice.Slices;
import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveType;
import io.hydrant.formats.schema.HiveType.Primitive;
import io.hydrant.formats.schema.TableSchema;
import io.trino.memory.context.AggregatedMemoryContext;
import io.trino.orc.MemoryOrcDataSource;
import io.trino.orc.OrcDataSourceId;
import io.trino.orc.OrcPredicate;
import io.trino.orc.OrcReader;
import io.trino.orc.OrcReaderOptions;
import io.trino.orc.OrcRecordReader;
import io.trino.spi.block.Block;
import io.trino.spi.connector.SourcePage;
import io.trino.spi.type.ArrayType;
import io.trino.spi.type.BigintType;
import io.trino.spi.type.BooleanType;
import io.trino.spi.type.CharType;
import io.trino.spi.type.DateType;
import io.trino.spi.type.DecimalType;
import io.trino.spi.type.DoubleType;
import io.trino.spi.type.IntegerType;
import io.trino.spi.type.MapType;
import io.trino.spi.type.RealType;
import io.trino.spi.type.RowType;
import io.trino.spi.type.SmallintType;
import io.trino.spi.type.SqlDate;
import io.trino.spi.type.SqlDecimal;
import io.trino.spi.type.SqlTimestamp;
import io.trino.spi.type.SqlVarbinary;
import io.trino.spi.type.TimestampType;
import io.trino.spi.type.TinyintType;
import io.trino.spi.type.Type;
import io.trino.spi.type.TypeOperators;
import io.trino.spi.type.VarbinaryType;
import io.trino.spi.type.VarcharType;

import org.joda.time.DateTimeZone;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What Trino's reader, which shares no code with ORC's own, finds in a file, as plain rows.
final class TrinoRows {
    private static final TypeOperators OPERATORS = new TypeOperators();

    private TrinoRows() {}

    static List<List<Object>> read(byte[] file, TableSchema schema) throws IOException {
        OrcReader reader =
                OrcReader.createOrcReader(
                                new MemoryOrcDataSource(
                                        new OrcDataSourceId("file"), Slices.wrappedBuffer(file)),
                                new OrcReaderOptions())
                        .orElseThrow();
        List<Type> types = schema.columns().stream().map(column -> type(column.type())).toList();
        List<List<Object>> rows = new ArrayList<>();
        try (OrcRecordReader records =
                reader.createRecordReader(
                        reader.getRootColumn().getNestedColumns(),
                        types,
                        false,
                        OrcPredicate.TRUE,
                        DateTimeZone.UTC,
                        AggregatedMemoryContext.newSimpleAggregatedMemoryContext(),
                        1_000,
                        IllegalStateException::new)) {
            for (SourcePage page = records.nextPage(); page != null; page = records.nextPage()) {
                addRows(page, schema, types, rows);
            }
        }
        return rows;
    }

    private static void addRows(
            SourcePage page, TableSchema schema, List<Type> types, List<List<Object>> rows) {
        int first = rows.size();
        for (int i = 0; i < page.getPositionCount(); i++) {
            rows.add(new ArrayList<>());
        }
        for (int c = 0; c < types.size(); c++) {
            HiveType type = schema.columns().get(c).type();
            Block block = page.getBlock(c);
            for (int i = 0; i < page.getPositionCount(); i++) {
                Object value = types.get(c).getObjectValue(block, i);
                rows.get(first + i).add(plain(type, value));
            }
        }
    }

    private static Type type(HiveType type) {
        return switch (type) {
            case Primitive primitive -> type(primitive);
            case HiveType.Char(int length) -> CharType.createCharType(length);
            case HiveType.Varchar(int length) -> VarcharType.createVarcharType(length);
            case HiveType.Decimal(int precision, int scale) ->
                    DecimalType.createDecimalType(precision, scale);
            case HiveType.Array(HiveType element) -> new ArrayType(type(element));
            case HiveType.Mapping(HiveType key, HiveType value) ->
                    new MapType(type(key), type(value), OPERATORS);
            case HiveType.Struct(List<Column> members) ->
                    RowType.from(
                            members.stream()
                                    .map(each -> RowType.field(each.name(), type(each.type())))
                                    .toList());
        };
    }

    private static Type type(Primitive type) {
        return switch (type) {
            case BOOLEAN -> BooleanType.BOOLEAN;
            case TINYINT -> TinyintType.TINYINT;
            case SMALLINT -> SmallintType.SMALLINT;
            case INT -> IntegerType.INTEGER;
            case BIGINT -> BigintType.BIGINT;
            case FLOAT -> RealType.REAL;
            case DOUBLE -> DoubleType.DOUBLE;
            case STRING -> VarcharType.VARCHAR;
            case BINARY -> VarbinaryType.VARBINARY;
            case DATE -> DateType.DATE;
            case TIMESTAMP -> TimestampType.TIMESTAMP_NANOS;
        };
    }

    private static Object plain(HiveType type, Object value) {
        if (value == null) {
            return null;
        }
        return switch (type) {
            case Primitive _ -> plain(value);
            case HiveType.Char _ -> ((String) value).stripTrailing();
            case HiveType.Varchar _ -> value;
            case HiveType.Decimal _ -> ((SqlDecimal) value).toBigDecimal();
            case HiveType.Array(HiveType element) -> {
                List<Object> list = new ArrayList<>();
                ((List<?>) value).forEach(each -> list.add(plain(element, each)));
                yield list;
            }
            case HiveType.Mapping(HiveType key, HiveType inner) -> {
                Map<Object, Object> map = new LinkedHashMap<>();
                ((Map<?, ?>) value)
                        .forEach((each, held) -> map.put(plain(key, each), plain(inner, held)));
                yield map;
            }
            case HiveType.Struct(List<Column> members) -> {
                Map<Object, Object> struct = new LinkedHashMap<>();
                for (int i = 0; i < members.size(); i++) {
                    Column member = members.get(i);
                    struct.put(member.name(), plain(member.type(), ((List<?>) value).get(i)));
                }
                yield struct;
            }
        };
    }

    private static Object plain(Object value) {
        return switch (value) {
            case Byte number -> number.intValue();
            case Short number -> number.intValue();
            case SqlVarbinary bytes -> ByteBuffer.wrap(bytes.getBytes());
            case SqlDate date -> LocalDate.ofEpochDay(date.getDays());
            case SqlTimestamp time -> time.toLocalDateTime();
            default -> value;
        };
    }
}
