package io.hydrant.formats.footer;

import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveType;
import io.hydrant.formats.schema.HiveType.Primitive;
import io.hydrant.formats.schema.TableSchema;

import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Util;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads the schema of a Parquet file as Hive's types. Source: the format's specification,
/// LogicalTypes.md.
public final class ParquetFooter {
    private static final int TRAILER = 8;
    private static final int FOOTER_BYTES_MAX = 64 << 20;
    private static final int DEPTH_MAX = 64;
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

    private final List<SchemaElement> elements;
    private int at;

    private ParquetFooter(List<SchemaElement> elements) {
        this.elements = elements;
    }

    /// @throws UnreadableFooter when it is no Parquet file, or an encrypted one
    public static ColumnarFooter read(FileEnd file) throws IOException, UnreadableFooter {
        byte[] trailer = file.last(TRAILER);
        ByteBuffer view = ByteBuffer.wrap(trailer).order(ByteOrder.LITTLE_ENDIAN);
        boolean magic =
                trailer.length == TRAILER
                        && ByteBuffer.wrap(trailer, 4, 4).equals(ByteBuffer.wrap(MAGIC));
        if (!magic) {
            throw new UnreadableFooter("the file does not end as a Parquet file");
        }
        int length = view.getInt(0);
        if (length <= 0 || length > FOOTER_BYTES_MAX) {
            throw new UnreadableFooter(
                    "the footer must have 1-%d bytes but says %d"
                            .formatted(FOOTER_BYTES_MAX, length));
        }
        byte[] end = file.last(length + TRAILER);
        if (end.length != length + TRAILER) {
            throw new UnreadableFooter("the file is shorter than its footer");
        }
        try {
            FileMetaData footer = Util.readFileMetaData(new ByteArrayInputStream(end, 0, length));
            return new ColumnarFooter(
                    new ParquetFooter(footer.getSchema()).schema(), footer.getNum_rows());
        } catch (IOException | RuntimeException e) {
            throw new UnreadableFooter("the footer cannot be read: " + e.getMessage(), e);
        }
    }

    private TableSchema schema() throws UnreadableFooter {
        SchemaElement root = next();
        return new TableSchema(members(root, 0));
    }

    private SchemaElement next() throws UnreadableFooter {
        if (at == elements.size()) {
            throw new UnreadableFooter("the schema ends too early");
        }
        return elements.get(at++);
    }

    private List<Column> members(SchemaElement group, int depth) throws UnreadableFooter {
        List<Column> members = new ArrayList<>();
        for (int member = 0; member < group.getNum_children(); member++) {
            SchemaElement element = next();
            members.add(
                    new Column(element.getName().toLowerCase(Locale.ROOT), type(element, depth)));
        }
        return members;
    }

    private HiveType type(SchemaElement element, int depth) throws UnreadableFooter {
        if (depth > DEPTH_MAX) {
            throw new UnreadableFooter("the schema is nested more than " + DEPTH_MAX + " deep");
        }
        HiveType type = element.isSetType() ? leaf(element) : group(element, depth + 1);
        boolean repeated = element.getRepetition_type() == FieldRepetitionType.REPEATED;
        return repeated ? new HiveType.Array(type) : type;
    }

    private HiveType group(SchemaElement element, int depth) throws UnreadableFooter {
        if (isList(element) && element.getNum_children() == 1) {
            return list(depth);
        }
        if (isMapping(element) && element.getNum_children() == 1) {
            SchemaElement pair = next();
            List<Column> members = members(pair, depth);
            if (members.size() == 2) {
                return new HiveType.Mapping(members.getFirst().type(), members.getLast().type());
            }
            return new HiveType.Array(new HiveType.Struct(members));
        }
        return new HiveType.Struct(members(element, depth));
    }

    /// Of three levels, or of two as older writers make them.
    private HiveType list(int depth) throws UnreadableFooter {
        SchemaElement repeated = next();
        if (repeated.isSetType()) {
            return new HiveType.Array(leaf(repeated));
        }
        boolean wrapped =
                repeated.getNum_children() == 1
                        && !repeated.getName().equals("array")
                        && !repeated.getName().endsWith("_tuple");
        List<Column> members = members(repeated, depth);
        return new HiveType.Array(
                wrapped ? members.getFirst().type() : new HiveType.Struct(members));
    }

    private static boolean isList(SchemaElement element) {
        return element.getConverted_type() == ConvertedType.LIST
                || (element.isSetLogicalType() && element.getLogicalType().isSetLIST());
    }

    private static boolean isMapping(SchemaElement element) {
        return element.getConverted_type() == ConvertedType.MAP
                || element.getConverted_type() == ConvertedType.MAP_KEY_VALUE
                || (element.isSetLogicalType() && element.getLogicalType().isSetMAP());
    }

    private static HiveType leaf(SchemaElement element) {
        if (element.getConverted_type() == ConvertedType.DECIMAL
                || (element.isSetLogicalType() && element.getLogicalType().isSetDECIMAL())) {
            return new HiveType.Decimal(element.getPrecision(), element.getScale());
        }
        return switch (element.getType()) {
            case BOOLEAN -> Primitive.BOOLEAN;
            case INT32 -> ofInt(element);
            case INT64 -> isTimestamp(element) ? Primitive.TIMESTAMP : Primitive.BIGINT;
            case INT96 -> Primitive.TIMESTAMP;
            case FLOAT -> Primitive.FLOAT;
            case DOUBLE -> Primitive.DOUBLE;
            case BYTE_ARRAY -> isText(element) ? Primitive.STRING : Primitive.BINARY;
            case FIXED_LEN_BYTE_ARRAY -> Primitive.BINARY;
        };
    }

    private static HiveType ofInt(SchemaElement element) {
        return switch (element.getConverted_type()) {
            case INT_8 -> Primitive.TINYINT;
            case INT_16, UINT_8 -> Primitive.SMALLINT;
            case UINT_32 -> Primitive.BIGINT;
            case DATE -> Primitive.DATE;
            case null -> logicalInt(element);
            default -> Primitive.INT;
        };
    }

    private static HiveType logicalInt(SchemaElement element) {
        if (!element.isSetLogicalType()) {
            return Primitive.INT;
        }
        LogicalType logical = element.getLogicalType();
        if (logical.isSetDATE()) {
            return Primitive.DATE;
        }
        if (logical.isSetINTEGER()) {
            return switch (logical.getINTEGER().getBitWidth()) {
                case 8 -> Primitive.TINYINT;
                case 16 -> Primitive.SMALLINT;
                default -> Primitive.INT;
            };
        }
        return Primitive.INT;
    }

    private static boolean isTimestamp(SchemaElement element) {
        return element.getConverted_type() == ConvertedType.TIMESTAMP_MILLIS
                || element.getConverted_type() == ConvertedType.TIMESTAMP_MICROS
                || (element.isSetLogicalType() && element.getLogicalType().isSetTIMESTAMP());
    }

    private static boolean isText(SchemaElement element) {
        ConvertedType converted = element.getConverted_type();
        boolean logicalText =
                element.isSetLogicalType()
                        && (element.getLogicalType().isSetSTRING()
                                || element.getLogicalType().isSetENUM()
                                || element.getLogicalType().isSetJSON());
        return logicalText
                || converted == ConvertedType.UTF8
                || converted == ConvertedType.ENUM
                || converted == ConvertedType.JSON;
    }
}
