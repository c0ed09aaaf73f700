package io.hydrant.interop.orc;

import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveType;
import io.hydrant.formats.schema.HiveType.Primitive;
import io.hydrant.formats.schema.TableSchema;

import org.apache.hadoop.conf.Configuration;
import org.apache.orc.OrcFile;
import org.apache.orc.Reader;
import org.apache.orc.RecordReader;
import org.apache.orc.storage.ql.exec.vector.BytesColumnVector;
import org.apache.orc.storage.ql.exec.vector.ColumnVector;
import org.apache.orc.storage.ql.exec.vector.DecimalColumnVector;
import org.apache.orc.storage.ql.exec.vector.DoubleColumnVector;
import org.apache.orc.storage.ql.exec.vector.ListColumnVector;
import org.apache.orc.storage.ql.exec.vector.LongColumnVector;
import org.apache.orc.storage.ql.exec.vector.MapColumnVector;
import org.apache.orc.storage.ql.exec.vector.MultiValuedColumnVector;
import org.apache.orc.storage.ql.exec.vector.StructColumnVector;
import org.apache.orc.storage.ql.exec.vector.TimestampColumnVector;
import org.apache.orc.storage.ql.exec.vector.VectorizedRowBatch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What ORC's own reader finds in a file, as plain rows.
final class OrcRows {
    private OrcRows() {}

    static Reader open(Path file) throws IOException {
        return OrcFile.createReader(
                new org.apache.hadoop.fs.Path(file.toUri()),
                OrcFile.readerOptions(new Configuration(false))
                        .useUTCTimestamp(true)
                        .convertToProlepticGregorian(true));
    }

    static List<List<Object>> read(Path file, TableSchema schema) throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        try (Reader reader = open(file);
                RecordReader records = reader.rows()) {
            VectorizedRowBatch batch = reader.getSchema().createRowBatch();
            while (records.nextBatch(batch)) {
                for (int i = 0; i < batch.size; i++) {
                    List<Object> row = new ArrayList<>();
                    for (int c = 0; c < schema.columns().size(); c++) {
                        row.add(value(schema.columns().get(c).type(), batch.cols[c], i));
                    }
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    private static Object value(HiveType type, ColumnVector vector, int row) {
        int slot = vector.isRepeating ? 0 : row;
        if (!vector.noNulls && vector.isNull[slot]) {
            return null;
        }
        return switch (type) {
            case Primitive primitive -> primitive(primitive, vector, slot);
            case HiveType.Char _, HiveType.Varchar _ -> ((BytesColumnVector) vector).toString(slot);
            case HiveType.Decimal(int _, int scale) ->
                    ((DecimalColumnVector) vector)
                            .vector[slot]
                            .getHiveDecimal()
                            .bigDecimalValue()
                            .setScale(scale);
            case HiveType.Array(HiveType element) -> {
                ListColumnVector lists = (ListColumnVector) vector;
                List<Object> list = new ArrayList<>();
                for (int i = start(lists, slot); i < end(lists, slot); i++) {
                    list.add(value(element, lists.child, i));
                }
                yield list;
            }
            case HiveType.Mapping(HiveType key, HiveType inner) -> {
                MapColumnVector maps = (MapColumnVector) vector;
                Map<Object, Object> map = new LinkedHashMap<>();
                for (int i = start(maps, slot); i < end(maps, slot); i++) {
                    map.put(value(key, maps.keys, i), value(inner, maps.values, i));
                }
                yield map;
            }
            case HiveType.Struct(List<Column> members) -> {
                Map<Object, Object> struct = new LinkedHashMap<>();
                for (int i = 0; i < members.size(); i++) {
                    Column member = members.get(i);
                    ColumnVector field = ((StructColumnVector) vector).fields[i];
                    struct.put(member.name(), value(member.type(), field, slot));
                }
                yield struct;
            }
        };
    }

    private static Object primitive(Primitive type, ColumnVector vector, int slot) {
        return switch (type) {
            case BOOLEAN -> ((LongColumnVector) vector).vector[slot] != 0;
            case TINYINT, SMALLINT, INT -> (int) ((LongColumnVector) vector).vector[slot];
            case BIGINT -> ((LongColumnVector) vector).vector[slot];
            case FLOAT -> (float) ((DoubleColumnVector) vector).vector[slot];
            case DOUBLE -> ((DoubleColumnVector) vector).vector[slot];
            case STRING -> ((BytesColumnVector) vector).toString(slot);
            case BINARY -> {
                BytesColumnVector bytes = (BytesColumnVector) vector;
                int start = bytes.start[slot];
                yield ByteBuffer.wrap(
                        Arrays.copyOfRange(bytes.vector[slot], start, start + bytes.length[slot]));
            }
            case DATE -> LocalDate.ofEpochDay(((LongColumnVector) vector).vector[slot]);
            case TIMESTAMP -> {
                TimestampColumnVector times = (TimestampColumnVector) vector;
                yield LocalDateTime.ofEpochSecond(
                        Math.floorDiv(times.time[slot], 1000L), times.nanos[slot], ZoneOffset.UTC);
            }
        };
    }

    private static int start(MultiValuedColumnVector vector, int slot) {
        return (int) vector.offsets[slot];
    }

    private static int end(MultiValuedColumnVector vector, int slot) {
        return start(vector, slot) + (int) vector.lengths[slot];
    }
}
