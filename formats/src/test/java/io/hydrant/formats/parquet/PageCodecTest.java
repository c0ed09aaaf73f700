package io.hydrant.formats.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.airlift.compress.v3.snappy.SnappyJavaDecompressor;
import io.airlift.compress.v3.zstd.ZstdJavaDecompressor;
import io.hydrant.formats.file.FileFormat.Parquet.Compression;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;

class PageCodecTest {
    @ParameterizedTest
    @EnumSource(Compression.class)
    void givesBackWhatWasCompressed(Compression compression) throws IOException {
        PageCodec codec = PageCodec.of(compression);
        Random random = new Random(9);
        for (int length : new int[] {0, 1, 7, 300, 70_000, 1_000_000}) {
            byte[] source = new byte[length + 5];
            for (int i = 0; i < source.length; i++) {
                source[i] = (byte) random.nextInt(1 + i % 9);
            }
            ByteSink out = new ByteSink();
            out.putByte(42);

            codec.compress(source, 5, length, out);

            byte[] compressed = Arrays.copyOfRange(out.bytes, 1, out.size);
            assertThat(decompressed(compression, compressed, length))
                    .as("%d bytes", length)
                    .isEqualTo(Arrays.copyOfRange(source, 5, 5 + length));
        }
    }

    private static byte[] decompressed(Compression compression, byte[] bytes, int length)
            throws IOException {
        byte[] result = new byte[length];
        return switch (compression) {
            case UNCOMPRESSED -> bytes;
            case GZIP -> new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
            case SNAPPY -> {
                new SnappyJavaDecompressor().decompress(bytes, 0, bytes.length, result, 0, length);
                yield result;
            }
            case ZSTD -> {
                new ZstdJavaDecompressor().decompress(bytes, 0, bytes.length, result, 0, length);
                yield result;
            }
        };
    }
}
