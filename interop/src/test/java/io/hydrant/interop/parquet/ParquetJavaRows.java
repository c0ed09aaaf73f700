package io.hydrant.interop.parquet;

import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveType;
import io.hydrant.formats.schema.HiveType.Primitive;
import io.hydrant.formats.schema.TableSchema;

import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What parquet-java reads from a file, as plain objects. Checksums of pages are verified.
final class ParquetJavaRows {
    private static final int JULIAN_DAY_OF_EPOCH = 2_440_588;

    private ParquetJavaRows() {}

    static List<List<Object>> of(Path file, TableSchema schema) throws IOException {
        return filtered(file, schema, FilterCompat.NOOP, true);
    }

    /// The rows that a filter keeps.
    ///
    /// @param indexes whether pages may be skipped by the column index
    static List<List<Object>> filtered(
            Path file, TableSchema schema, FilterCompat.Filter filter, boolean indexes)
            throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        try (ParquetReader<Group> reader =
                new Groups(file)
                        .withFilter(filter)
                        .useColumnIndexFilter(indexes)
                        .usePageChecksumVerification(true)
                        .build()) {
            for (Group group = reader.read(); group != null; group = reader.read()) {
                List<Object> row = new ArrayList<>();
                for (int i = 0; i < schema.columns().size(); i++) {
                    row.add(valueOrNull(group, i, schema.columns().get(i).type()));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static final class Groups extends ParquetReader.Builder<Group> {
        Groups(Path file) {
            super(new LocalInputFile(file), new PlainParquetConfiguration());
        }

        @Override
        protected ReadSupport<Group> getReadSupport() {
            return new GroupReadSupport();
        }
    }

    private static Object valueOrNull(Group group, int field, HiveType type) {
        return group.getFieldRepetitionCount(field) == 0 ? null : value(group, field, type);
    }

    private static Object value(Group group, int field, HiveType type) {
        return switch (type) {
            case HiveType.Array(HiveType element) -> {
                Group bags = group.getGroup(field, 0);
                List<Object> list = new ArrayList<>();
                for (int i = 0; i < bags.getFieldRepetitionCount("bag"); i++) {
                    list.add(valueOrNull(bags.getGroup("bag", i), 0, element));
                }
                yield list;
            }
            case HiveType.Mapping(HiveType key, HiveType value) -> {
                Group pairs = group.getGroup(field, 0);
                Map<Object, Object> map = new LinkedHashMap<>();
                for (int i = 0; i < pairs.getFieldRepetitionCount("map"); i++) {
                    Group pair = pairs.getGroup("map", i);
                    map.put(value(pair, 0, key), valueOrNull(pair, 1, value));
                }
                yield map;
            }
            case HiveType.Struct(List<Column> members) -> {
                Group struct = group.getGroup(field, 0);
                Map<String, Object> map = new LinkedHashMap<>();
                for (int i = 0; i < members.size(); i++) {
                    map.put(members.get(i).name(), valueOrNull(struct, i, members.get(i).type()));
                }
                yield map;
            }
            case HiveType.Char _, HiveType.Varchar _ -> group.getString(field, 0);
            case HiveType.Decimal(int _, int scale) ->
                    new BigDecimal(new BigInteger(group.getBinary(field, 0).getBytes()), scale);
            case Primitive primitive -> primitive(group, field, primitive);
        };
    }

    private static Object primitive(Group group, int field, Primitive type) {
        return switch (type) {
            case BOOLEAN -> group.getBoolean(field, 0);
            case TINYINT, SMALLINT, INT -> group.getInteger(field, 0);
            case BIGINT -> group.getLong(field, 0);
            case FLOAT -> group.getFloat(field, 0);
            case DOUBLE -> group.getDouble(field, 0);
            case STRING -> group.getString(field, 0);
            case BINARY -> ByteBuffer.wrap(group.getBinary(field, 0).getBytes());
            case DATE -> LocalDate.ofEpochDay(group.getInteger(field, 0));
            case TIMESTAMP -> timestamp(group, field);
        };
    }

    private static LocalDateTime timestamp(Group group, int field) {
        PrimitiveTypeName physical =
                group.getType().getType(field).asPrimitiveType().getPrimitiveTypeName();
        if (physical == PrimitiveTypeName.INT96) {
            ByteBuffer bytes =
                    ByteBuffer.wrap(group.getInt96(field, 0).getBytes())
                            .order(ByteOrder.LITTLE_ENDIAN);
            LocalTime time = LocalTime.ofNanoOfDay(bytes.getLong());
            return LocalDate.ofEpochDay(bytes.getInt() - (long) JULIAN_DAY_OF_EPOCH).atTime(time);
        }
        long micros = group.getLong(field, 0);
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L),
                Math.floorMod(micros, 1_000_000) * 1000,
                ZoneOffset.UTC);
    }
}
