package io.hydrant.formats.parquet;

import io.hydrant.formats.file.FileFormat.Parquet.Version;

import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.SchemaElement;

import shaded.parquet.org.apache.thrift.TException;
import shaded.parquet.org.apache.thrift.protocol.TCompactProtocol;
import shaded.parquet.org.apache.thrift.transport.TMemoryBuffer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Writes a file's metadata. For one thread.
///
/// What all files of a schema have in common, the schema above all, is encoded once.
///
/// Source: parquet.thrift, FileMetaData.
final class Footer {
    private static final int ROW_GROUPS_WITH_ORDINAL_MAX = Short.MAX_VALUE;

    /// What Hive asks for, so that it takes timestamps and dates as they are: not in the zone of
    /// the writer's machine, and in the calendar that is in use. Source: Hive,
    /// DataWritableWriteSupport.
    private static final Map<String, String> HIVE_PROPERTIES =
            Map.of("writer.time.zone", "UTC", "writer.date.proleptic", "true");

    private final Version version;
    private final List<ColumnNames> columns = new ArrayList<>();

    /// Fields 1 and 2: version and schema.
    private final byte[] beginning;

    /// Fields 5 to 7: properties, the writer's name, orders.
    private final byte[] end;

    /// What is said of a column in every row group.
    ///
    /// @param typeField field 1 of ColumnMetaData
    /// @param pathFields fields 3 and 4, path and codec
    private record ColumnNames(Leaf leaf, byte[] typeField, byte[] pathFields) {}

    /// @param rowCount rows of the group
    record RowGroup(long rowCount, List<Chunk> chunks) {}

    record Chunk(ChunkSummary summary, PageIndexes.Place indexes) {}

    Footer(ParquetSchema schema, Version version, CompressionCodec codec) {
        this.version = version;
        ByteSink bytes = new ByteSink();
        for (Leaf leaf : schema.leaves()) {
            columns.add(
                    new ColumnNames(leaf, typeField(leaf, bytes), pathFields(leaf, codec, bytes)));
        }
        this.beginning = beginning(schema, version, bytes);
        this.end = end(schema, bytes);
    }

    private static byte[] typeField(Leaf leaf, ByteSink bytes) {
        bytes.clear();
        new CompactStruct(bytes).begin().i32(1, leaf.physical().getValue());
        return taken(bytes);
    }

    private static byte[] pathFields(Leaf leaf, CompressionCodec codec, ByteSink bytes) {
        bytes.clear();
        CompactStruct out = new CompactStruct(bytes).begin();
        out.putRaw(new byte[0], 2);
        out.list(3, CompactStruct.BINARY, leaf.path().size());
        for (String name : leaf.path()) {
            out.putBinary(name.getBytes(StandardCharsets.UTF_8));
        }
        out.i32(4, codec.getValue());
        return taken(bytes);
    }

    private static byte[] beginning(ParquetSchema schema, Version version, ByteSink bytes) {
        bytes.clear();
        List<SchemaElement> elements = schema.elements();
        CompactStruct out = new CompactStruct(bytes).begin();
        out.i32(1, version == Version.V1 ? 1 : 2).list(2, CompactStruct.STRUCT, elements.size());
        try {
            TMemoryBuffer buffer = new TMemoryBuffer(64 * elements.size());
            for (SchemaElement element : elements) {
                element.write(new TCompactProtocol(buffer));
            }
            bytes.putBytes(buffer.getArray(), 0, buffer.length());
        } catch (TException e) {
            throw new IllegalStateException("the schema cannot be encoded", e);
        }
        return taken(bytes);
    }

    private static byte[] end(ParquetSchema schema, ByteSink bytes) {
        bytes.clear();
        CompactStruct out = new CompactStruct(bytes).begin();
        out.putRaw(new byte[0], 4);
        out.list(5, CompactStruct.STRUCT, HIVE_PROPERTIES.size());
        HIVE_PROPERTIES.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(
                        entry ->
                                out.begin()
                                        .string(1, entry.getKey())
                                        .string(2, entry.getValue())
                                        .end());
        out.string(6, CreatedBy.text());
        out.list(7, CompactStruct.STRUCT, schema.leaves().size());
        for (int i = 0; i < schema.leaves().size(); i++) {
            out.begin().beginStruct(1).end().end();
        }
        out.end();
        return taken(bytes);
    }

    private static byte[] taken(ByteSink bytes) {
        return Arrays.copyOf(bytes.bytes, bytes.size);
    }

    /// Appends the metadata to `bytes`.
    ///
    /// @param indexesAt where the column indexes begin in the file
    void put(List<RowGroup> groups, PageIndexes indexes, long indexesAt, ByteSink bytes) {
        bytes.putBytes(beginning, 0, beginning.length);
        CompactStruct out = new CompactStruct(bytes).begin();
        out.putRaw(new byte[0], 2);
        long rowCount = 0;
        for (RowGroup group : groups) {
            rowCount += group.rowCount();
        }
        out.i64(3, rowCount).list(4, CompactStruct.STRUCT, groups.size());
        for (int i = 0; i < groups.size(); i++) {
            putRowGroup(out, groups.get(i), i, indexes.placed(indexesAt));
        }
        out.putRaw(end, 7);
    }

    private void putRowGroup(
            CompactStruct out, RowGroup group, int ordinal, PageIndexes.Placed indexes) {
        long uncompressedBytes = 0;
        long fileBytes = 0;
        out.begin().list(1, CompactStruct.STRUCT, columns.size());
        for (int i = 0; i < columns.size(); i++) {
            Chunk chunk = group.chunks().get(i);
            putChunk(out, columns.get(i), chunk, indexes);
            uncompressedBytes += chunk.summary().totals().uncompressedBytes();
            fileBytes += chunk.summary().totals().fileBytes();
        }
        out.i64(2, uncompressedBytes)
                .i64(3, group.rowCount())
                .i64(5, group.chunks().getFirst().summary().offset())
                .i64(6, fileBytes);
        if (ordinal <= ROW_GROUPS_WITH_ORDINAL_MAX) {
            out.i16(7, ordinal);
        }
        out.end();
    }

    private void putChunk(
            CompactStruct out, ColumnNames column, Chunk chunk, PageIndexes.Placed indexes) {
        ChunkSummary summary = chunk.summary();
        PageIndexes.Place place = chunk.indexes();
        out.begin().i64(2, summary.offset() + summary.dictionaryBytes());
        putMetadata(out.beginStruct(3), column, summary);
        if (place.offsetIndexBytes() > 0) {
            out.i64(4, indexes.offsetIndexesAt() + place.offsetIndexAt());
            out.i32(5, place.offsetIndexBytes());
        }
        if (place.columnIndexBytes() > 0) {
            out.i64(6, indexes.columnIndexesAt() + place.columnIndexAt());
            out.i32(7, place.columnIndexBytes());
        }
        out.end();
    }

    private void putMetadata(CompactStruct out, ColumnNames column, ChunkSummary summary) {
        ChunkSummary.Totals totals = summary.totals();
        out.putRaw(column.typeField(), 1);
        putEncodings(out, column.leaf(), summary);
        out.putRaw(column.pathFields(), 4);
        out.i64(5, totals.entries())
                .i64(6, totals.uncompressedBytes())
                .i64(7, totals.fileBytes())
                .i64(9, summary.offset() + summary.dictionaryBytes());
        if (summary.dictionaryBytes() > 0) {
            out.i64(11, summary.offset());
        }
        putStatistics(out.beginStruct(12), summary);
        putPageCounts(out, column.leaf(), summary);
        out.end();
    }

    private void putEncodings(CompactStruct out, Leaf leaf, ChunkSummary summary) {
        List<Encoding> encodings = new ArrayList<>(4);
        encodings.add(Encoding.RLE);
        if (summary.dictionaryBytes() > 0) {
            encodings.add(PageWriter.dictionaryEncoding(version));
            addNew(encodings, PageWriter.indexEncoding(version));
        }
        if (summary.totals().valuePages() > 0) {
            addNew(encodings, PageWriter.valueEncoding(leaf, version));
        }
        out.list(2, CompactStruct.I32, encodings.size());
        for (Encoding encoding : encodings) {
            out.putI64(encoding.getValue());
        }
    }

    private static void addNew(List<Encoding> encodings, Encoding encoding) {
        if (!encodings.contains(encoding)) {
            encodings.add(encoding);
        }
    }

    private static void putStatistics(CompactStruct out, ChunkSummary summary) {
        out.i64(3, summary.totals().nulls());
        if (summary.bounds().isPresent()) {
            Bounds bounds = summary.bounds().get();
            out.binary(5, bounds.max())
                    .binary(6, bounds.min())
                    .bool(7, bounds.maxExact())
                    .bool(8, bounds.minExact());
        }
        out.end();
    }

    private void putPageCounts(CompactStruct out, Leaf leaf, ChunkSummary summary) {
        PageType dataPage = version == Version.V1 ? PageType.DATA_PAGE : PageType.DATA_PAGE_V2;
        ChunkSummary.Totals totals = summary.totals();
        int dictionaries = summary.dictionaryBytes() > 0 ? 1 : 0;
        int kinds =
                dictionaries
                        + (totals.indexPages() > 0 ? 1 : 0)
                        + (totals.valuePages() > 0 ? 1 : 0);
        out.list(13, CompactStruct.STRUCT, kinds);
        Encoding dictionary = PageWriter.dictionaryEncoding(version);
        putPageCount(out, PageType.DICTIONARY_PAGE, dictionary, dictionaries);
        putPageCount(out, dataPage, PageWriter.indexEncoding(version), totals.indexPages());
        Encoding values = PageWriter.valueEncoding(leaf, version);
        putPageCount(out, dataPage, values, totals.valuePages());
    }

    private static void putPageCount(
            CompactStruct out, PageType type, Encoding encoding, int count) {
        if (count > 0) {
            out.begin().i32(1, type.getValue()).i32(2, encoding.getValue()).i32(3, count).end();
        }
    }
}
