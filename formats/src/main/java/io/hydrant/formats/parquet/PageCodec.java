package io.hydrant.formats.parquet;

import io.airlift.compress.v3.Compressor;
import io.airlift.compress.v3.deflate.DeflateCompressor;
import io.airlift.compress.v3.snappy.SnappyCompressor;
import io.airlift.compress.v3.zstd.ZstdCompressor;
import io.hydrant.formats.file.FileFormat.Parquet.Compression;

import org.apache.parquet.format.CompressionCodec;

import java.util.zip.CRC32;

/// Compresses pages. Native code where the platform has it, Java else. For one thread.
final class PageCodec {
    /// A GZIP member without name or time. Source: RFC 1952, 2.3.
    private static final byte[] GZIP_HEADER = {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, (byte) 0xFF};

    private static final int GZIP_TRAILER_BYTES = 8;

    /// Pages are small, and level 6 costs three times as much for hardly fewer bytes.
    private static final int GZIP_LEVEL = 4;

    private final CompressionCodec codec;
    private final Coding coding;

    private interface Coding {
        void compress(byte[] source, int from, int length, ByteSink out);
    }

    private PageCodec(CompressionCodec codec, Coding coding) {
        this.codec = codec;
        this.coding = coding;
    }

    static PageCodec of(Compression compression) {
        return switch (compression) {
            case UNCOMPRESSED ->
                    new PageCodec(
                            CompressionCodec.UNCOMPRESSED,
                            (source, from, length, out) -> out.putBytes(source, from, length));
            case SNAPPY ->
                    new PageCodec(CompressionCodec.SNAPPY, blocksOf(SnappyCompressor.create()));
            case ZSTD -> new PageCodec(CompressionCodec.ZSTD, blocksOf(ZstdCompressor.create()));
            case GZIP ->
                    new PageCodec(
                            CompressionCodec.GZIP,
                            membersOf(blocksOf(DeflateCompressor.create(GZIP_LEVEL))));
        };
    }

    /// Its name in the metadata.
    CompressionCodec codec() {
        return codec;
    }

    /// Whether bytes stay as they are.
    boolean isPlain() {
        return codec == CompressionCodec.UNCOMPRESSED;
    }

    /// Appends the compressed bytes to `out`.
    void compress(byte[] source, int from, int length, ByteSink out) {
        coding.compress(source, from, length, out);
    }

    private static Coding blocksOf(Compressor compressor) {
        return (source, from, length, out) -> {
            int bound = compressor.maxCompressedLength(length);
            out.reserve(bound);
            out.size += compressor.compress(source, from, length, out.bytes, out.size, bound);
        };
    }

    private static Coding membersOf(Coding deflate) {
        CRC32 checksum = new CRC32();
        return (source, from, length, out) -> {
            out.putBytes(GZIP_HEADER, 0, GZIP_HEADER.length);
            deflate.compress(source, from, length, out);
            checksum.reset();
            checksum.update(source, from, length);
            out.reserve(GZIP_TRAILER_BYTES);
            out.putInt((int) checksum.getValue());
            out.putInt(length);
        };
    }
}
