package io.hydrant.formats.parquet;

import io.hydrant.formats.file.FileFormat.Parquet.Version;

import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageType;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;

/// Makes pages: header, levels, values. For one thread.
///
/// ```
/// V1: header  compressed( length repetitions  length definitions  values )
/// V2: header  repetitions  definitions  compressed( values )
/// ```
///
/// The encodings are PLAIN, dictionary, and in V2 RLE for booleans: DELTA encodings of V2 save
/// little where Snappy follows, and not every reader has them. Pages carry a CRC-32, as
/// parquet-java's do; statistics of pages are in the column index only.
///
/// Source: Parquet format, Data Pages, and PageHeader in parquet.thrift.
final class PageWriter {
    private final Version version;
    private final PageCodec codec;
    private final PageScratch scratch;
    private final CompactStruct header;
    private final CRC32 checksum = new CRC32();

    PageWriter(Version version, PageCodec codec, PageScratch scratch) {
        this.version = version;
        this.codec = codec;
        this.scratch = scratch;
        this.header = new CompactStruct(scratch.header);
    }

    /// @param fileBytes with the header
    /// @param uncompressedBytes the same before compression
    /// @param indices whether values are indices of the dictionary
    record Written(int fileBytes, int uncompressedBytes, boolean indices) {}

    /// The entries of a page.
    ///
    /// @param leveled whether there are levels; else all entries are values, one in each row
    record PageLevels(
            Leaf leaf,
            byte[] definitions,
            byte[] repetitions,
            boolean leveled,
            int entries,
            int rows) {}

    /// Writes a data page.
    ///
    /// @param only whether it is the only one of its chunk
    Written write(PageLevels page, PageValues values, boolean only, ByteChain out) {
        return switch (version) {
            case V1 -> writeV1(page, values, only, out);
            case V2 -> writeV2(page, values, only, out);
        };
    }

    private Written writeV1(PageLevels page, PageValues values, boolean only, ByteChain out) {
        ByteSink body = scratch.page;
        body.clear();
        if (page.leaf().repetitionMax() > 0) {
            int start = body.size;
            body.putInt(0);
            putRepetitions(page);
            ByteSink.INT.set(body.bytes, start, body.size - start - 4);
        }
        int start = body.size;
        body.putInt(0);
        putDefinitions(page);
        ByteSink.INT.set(body.bytes, start, body.size - start - 4);
        boolean indices = values.encode(only, scratch);

        ByteSink stored = stored(0);
        beginHeader(PageType.DATA_PAGE, body.size, stored.size);
        header.beginStruct(5)
                .i32(1, page.entries())
                .i32(2, encodingOf(page.leaf(), indices).getValue())
                .i32(3, Encoding.RLE.getValue())
                .i32(4, Encoding.RLE.getValue())
                .end()
                .end();
        return put(stored, body.size, indices, out);
    }

    private Written writeV2(PageLevels page, PageValues values, boolean only, ByteChain out) {
        ByteSink body = scratch.page;
        body.clear();
        if (page.leaf().repetitionMax() > 0) {
            putRepetitions(page);
        }
        int repetitionBytes = body.size;
        putDefinitions(page);
        int levelBytes = body.size;
        boolean indices = values.encode(only, scratch);

        ByteSink stored = stored(levelBytes);
        boolean compressed = stored != body && stored.size < body.size;
        if (!compressed) {
            stored = body;
            setChecksum(stored);
        }
        beginHeader(PageType.DATA_PAGE_V2, body.size, stored.size);
        header.beginStruct(8)
                .i32(1, page.entries())
                .i32(2, page.entries() - values.count)
                .i32(3, page.rows())
                .i32(4, encodingOf(page.leaf(), indices).getValue())
                .i32(5, levelBytes - repetitionBytes)
                .i32(6, repetitionBytes)
                .bool(7, compressed)
                .end()
                .end();
        return put(stored, body.size, indices, out);
    }

    /// Writes the page of a dictionary.
    Written writeDictionary(PageValues values, OutputStream out) throws IOException {
        ByteSink body = scratch.page;
        body.clear();
        values.putDictionary(body);
        ByteSink stored = stored(0);
        beginHeader(PageType.DICTIONARY_PAGE, body.size, stored.size);
        header.beginStruct(7)
                .i32(1, values.dictionarySize())
                .i32(2, dictionaryEncoding(version).getValue())
                .bool(3, false)
                .end()
                .end();
        out.write(scratch.header.bytes, 0, scratch.header.size);
        out.write(stored.bytes, 0, stored.size);
        return new Written(
                scratch.header.size + stored.size, scratch.header.size + body.size, false);
    }

    private void putRepetitions(PageLevels page) {
        putLevels(page.repetitions(), page.entries(), page.leaf().repetitionWidth());
    }

    private void putDefinitions(PageLevels page) {
        int width = page.leaf().definitionWidth();
        if (page.leveled()) {
            putLevels(page.definitions(), page.entries(), width);
        } else {
            int definition = page.leaf().definitionMax();
            HybridEncoding.putRun(definition, page.entries(), width, scratch.page);
        }
    }

    private void putLevels(byte[] levels, int count, int width) {
        int[] wide = scratch.indices(count);
        for (int i = 0; i < count; i++) {
            wide[i] = levels[i];
        }
        HybridEncoding.encode(wide, count, width, scratch.page);
    }

    /// The page as it goes into the file: what is behind `levelBytes` is compressed.
    private ByteSink stored(int levelBytes) {
        ByteSink body = scratch.page;
        ByteSink stored = body;
        if (!codec.isPlain()) {
            stored = scratch.compressed;
            stored.clear();
            stored.putBytes(body.bytes, 0, levelBytes);
            codec.compress(body.bytes, levelBytes, body.size - levelBytes, stored);
        }
        setChecksum(stored);
        return stored;
    }

    private void setChecksum(ByteSink stored) {
        checksum.reset();
        checksum.update(stored.bytes, 0, stored.size);
    }

    private void beginHeader(PageType type, int uncompressedBytes, int storedBytes) {
        scratch.header.clear();
        header.begin()
                .i32(1, type.getValue())
                .i32(2, uncompressedBytes)
                .i32(3, storedBytes)
                .i32(4, (int) checksum.getValue());
    }

    private Written put(ByteSink stored, int bodyBytes, boolean indices, ByteChain out) {
        ByteSink headerBytes = scratch.header;
        out.put(headerBytes.bytes, 0, headerBytes.size);
        out.put(stored.bytes, 0, stored.size);
        return new Written(headerBytes.size + stored.size, headerBytes.size + bodyBytes, indices);
    }

    private Encoding encodingOf(Leaf leaf, boolean indices) {
        return indices ? indexEncoding(version) : valueEncoding(leaf, version);
    }

    static Encoding indexEncoding(Version version) {
        return switch (version) {
            case V1 -> Encoding.PLAIN_DICTIONARY;
            case V2 -> Encoding.RLE_DICTIONARY;
        };
    }

    static Encoding dictionaryEncoding(Version version) {
        return switch (version) {
            case V1 -> Encoding.PLAIN_DICTIONARY;
            case V2 -> Encoding.PLAIN;
        };
    }

    static Encoding valueEncoding(Leaf leaf, Version version) {
        return leaf.storage() instanceof Leaf.Storage.Bool && version == Version.V2
                ? Encoding.RLE
                : Encoding.PLAIN;
    }
}
