package io.hydrant.cli.source;

import io.airlift.compress.v3.zstd.ZstdInputStream;
import io.hydrant.cli.terminal.CommandFailed;

import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.apache.commons.compress.compressors.snappy.FramedSnappyCompressorInputStream;
import org.apache.commons.compress.compressors.z.ZCompressorInputStream;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;

/// How an object is packed, as its first bytes tell; its name is not looked at.
enum Unpacking {
    GZIP("1f8b"),
    ZIP("504b0304"),
    BZIP2("425a68"),
    ZSTD("28b52ffd"),
    LZ4("04224d18"),
    SNAPPY("ff060000734e61507059"),
    COMPRESS("1f9d"),
    XZ("fd377a585a00"),
    SEVEN_ZIP("377abcaf271c"),
    PARQUET("50415231"),
    ORC("4f5243"),
    AVRO("4f626a01"),
    NONE("");

    private static final int MAGIC_BYTES_MAX = 16;
    private static final int BUFFER_BYTES = 1 << 16;

    private final byte[] magic;

    Unpacking(String magic) {
        this.magic = HexFormat.of().parseHex(magic);
    }

    /// The bytes of an object, unpacked; those of a ZIP archive still packed.
    ///
    /// @param name for messages
    static Opened open(String name, InputStream packed) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(packed, BUFFER_BYTES);
        buffered.mark(MAGIC_BYTES_MAX);
        byte[] beginning = buffered.readNBytes(MAGIC_BYTES_MAX);
        buffered.reset();
        Unpacking unpacking =
                Arrays.stream(values())
                        .filter(each -> each.begins(beginning))
                        .findFirst()
                        .orElse(NONE);
        return new Opened(unpacking, unpacking.unpack(name, buffered));
    }

    /// @param unpacking how it was packed
    record Opened(Unpacking unpacking, InputStream bytes) {}

    private boolean begins(byte[] bytes) {
        return bytes.length >= magic.length
                && Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length);
    }

    private InputStream unpack(String name, InputStream packed) throws IOException {
        return switch (this) {
            case GZIP ->
                    GzipCompressorInputStream.builder()
                            .setInputStream(packed)
                            .setDecompressConcatenated(true)
                            .get();
            case BZIP2 -> new BZip2CompressorInputStream(packed, true);
            case ZSTD -> new ZstdInputStream(packed);
            case LZ4 -> new FramedLZ4CompressorInputStream(packed, true);
            case SNAPPY -> new FramedSnappyCompressorInputStream(packed);
            case COMPRESS -> new ZCompressorInputStream(packed);
            case ZIP, NONE -> packed;
            case XZ, SEVEN_ZIP ->
                    throw new CommandFailed(
                            name
                                    + " is packed as "
                                    + (this == XZ ? "xz" : "7-Zip")
                                    + ", which is not supported; unpack it first, or use gzip,"
                                    + " zip, bzip2, zstd, lz4, snappy or compress");
            case PARQUET, ORC, AVRO ->
                    throw new CommandFailed(
                            name
                                    + " is a file of "
                                    + this
                                    + ", which is not supported; export it as CSV or JSON lines");
        };
    }
}
