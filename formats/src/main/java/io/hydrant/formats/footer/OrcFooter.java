package io.hydrant.formats.footer;

import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveType;
import io.hydrant.formats.schema.HiveType.Primitive;
import io.hydrant.formats.schema.TableSchema;

import org.apache.orc.CompressionCodec;
import org.apache.orc.CompressionKind;
import org.apache.orc.OrcProto;
import org.apache.orc.impl.BufferChunk;
import org.apache.orc.impl.InStream;
import org.apache.orc.impl.OrcCodecPool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads the schema of an ORC file as Hive's types. Source: ORC's specification, v1.
public final class OrcFooter {
    private static final int POSTSCRIPT_BYTES_MAX = 256;
    private static final int FOOTER_BYTES_MAX = 64 << 20;
    private static final int DEPTH_MAX = 64;

    private final List<OrcProto.Type> types;

    private OrcFooter(List<OrcProto.Type> types) {
        this.types = types;
    }

    /// @throws UnreadableFooter when it is no ORC file
    public static ColumnarFooter read(FileEnd file) throws IOException, UnreadableFooter {
        byte[] trailer = file.last(POSTSCRIPT_BYTES_MAX);
        int length = trailer.length == 0 ? 0 : trailer[trailer.length - 1] & 0xFF;
        if (length == 0 || length >= trailer.length) {
            throw new UnreadableFooter("the file does not end as an ORC file");
        }
        try {
            OrcProto.PostScript postscript =
                    OrcProto.PostScript.parseFrom(
                            ByteBuffer.wrap(trailer, trailer.length - 1 - length, length));
            if (!postscript.getMagic().equals("ORC")) {
                throw new UnreadableFooter("the file does not end as an ORC file");
            }
            return read(file, postscript, length);
        } catch (IOException | RuntimeException e) {
            throw new UnreadableFooter("the footer cannot be read: " + e.getMessage(), e);
        }
    }

    private static ColumnarFooter read(
            FileEnd file, OrcProto.PostScript postscript, int postscriptBytes)
            throws IOException, UnreadableFooter {
        long length = postscript.getFooterLength();
        if (length <= 0 || length > FOOTER_BYTES_MAX) {
            throw new UnreadableFooter(
                    "the footer must have 1-%d bytes but says %d"
                            .formatted(FOOTER_BYTES_MAX, length));
        }
        int all = (int) length + postscriptBytes + 1;
        byte[] end = file.last(all);
        if (end.length != all) {
            throw new UnreadableFooter("the file is shorter than its footer");
        }
        OrcProto.Footer footer = footer(ByteBuffer.wrap(end, 0, (int) length), postscript);
        List<Column> columns = new OrcFooter(footer.getTypesList()).members(0, 0);
        return new ColumnarFooter(new TableSchema(columns), footer.getNumberOfRows());
    }

    private static OrcProto.Footer footer(ByteBuffer bytes, OrcProto.PostScript postscript)
            throws IOException {
        CompressionKind kind = CompressionKind.valueOf(postscript.getCompression().name());
        InStream.StreamOptions options = InStream.options();
        CompressionCodec codec = OrcCodecPool.getCodec(kind);
        if (codec == null) {
            return OrcProto.Footer.parseFrom(bytes);
        }
        try {
            options.withCodec(codec).withBufferSize((int) postscript.getCompressionBlockSize());
            return OrcProto.Footer.parseFrom(
                    InStream.createCodedInputStream(
                            InStream.create(
                                    "footer",
                                    new BufferChunk(bytes, 0),
                                    0,
                                    bytes.remaining(),
                                    options)));
        } finally {
            OrcCodecPool.returnCodec(kind, codec);
        }
    }

    private List<Column> members(int struct, int depth) throws UnreadableFooter {
        OrcProto.Type type = type(struct, depth);
        List<Column> members = new ArrayList<>();
        for (int member = 0; member < type.getSubtypesCount(); member++) {
            members.add(
                    new Column(
                            type.getFieldNames(member).toLowerCase(Locale.ROOT),
                            hive(type.getSubtypes(member), depth + 1)));
        }
        return members;
    }

    private OrcProto.Type type(int id, int depth) throws UnreadableFooter {
        if (id < 0 || id >= types.size() || depth > DEPTH_MAX) {
            throw new UnreadableFooter("the schema has a type that is not there, or too deep");
        }
        return types.get(id);
    }

    private HiveType hive(int id, int depth) throws UnreadableFooter {
        OrcProto.Type type = type(id, depth);
        return switch (type.getKind()) {
            case BOOLEAN -> Primitive.BOOLEAN;
            case BYTE -> Primitive.TINYINT;
            case SHORT -> Primitive.SMALLINT;
            case INT -> Primitive.INT;
            case LONG -> Primitive.BIGINT;
            case FLOAT -> Primitive.FLOAT;
            case DOUBLE -> Primitive.DOUBLE;
            case STRING -> Primitive.STRING;
            case BINARY, GEOMETRY, GEOGRAPHY -> Primitive.BINARY;
            case TIMESTAMP, TIMESTAMP_INSTANT -> Primitive.TIMESTAMP;
            case DATE -> Primitive.DATE;
            case DECIMAL -> new HiveType.Decimal(type.getPrecision(), type.getScale());
            case CHAR -> new HiveType.Char(type.getMaximumLength());
            case VARCHAR -> new HiveType.Varchar(type.getMaximumLength());
            case LIST -> new HiveType.Array(hive(type.getSubtypes(0), depth + 1));
            case MAP ->
                    new HiveType.Mapping(
                            hive(type.getSubtypes(0), depth + 1),
                            hive(type.getSubtypes(1), depth + 1));
            case STRUCT -> new HiveType.Struct(members(id, depth));
            case UNION -> throw new UnreadableFooter("the type uniontype is not supported");
        };
    }
}
