package io.hydrant.delivery.destination.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.delivery.plan.Compression;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.xerial.snappy.Snappy;
import org.xerial.snappy.SnappyHadoopCompatibleOutputStream;
import org.xerial.snappy.SnappyInputStream;
import org.xerial.snappy.SnappyOutputStream;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/// Readers and writers of others decide whether the bytes are right.
class ObjectEncodingTest {
    private static final UUID ENTRY = UUID.fromString("046b6c7f-0b8a-43b9-b35d-6489e6daee91");
    private static final int XERIAL_HEADER_BYTES = 16;
    private static final int BLOCK = SnappyStream.BLOCK_BYTES;

    static Stream<byte[]> contents() {
        Random random = new Random(5);
        List<byte[]> contents = new ArrayList<>(List.of(new byte[0], new byte[] {'x'}));
        for (int bytes : new int[] {BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 3 * BLOCK + 7}) {
            contents.add(noise(random, bytes));
            contents.add(lines(random, bytes));
        }
        contents.add(noise(random, 3_000_001));
        contents.add(lines(random, 3_000_001));
        contents.add(new byte[1 << 20]);
        return contents.stream();
    }

    @ParameterizedTest
    @MethodSource("contents")
    void leavesUncompressedRecordsAsTheyAre(byte[] content) throws IOException {
        assertThat(encode(Compression.UNCOMPRESSED, content)).isEqualTo(content);
    }

    @ParameterizedTest
    @MethodSource("contents")
    void writesOneGzipStreamWithoutATime(byte[] content) throws IOException {
        byte[] encoded = encode(Compression.GZIP, content);

        assertThat(new GZIPInputStream(new ByteArrayInputStream(encoded)).readAllBytes())
                .isEqualTo(content);
        assertThat(encoded).startsWith(0x1f, 0x8b, 8, 0, 0, 0, 0, 0);
    }

    @ParameterizedTest
    @MethodSource("contents")
    void writesAZipOfOneDeflatedEntryNamedByTheUuid(byte[] content) throws IOException {
        byte[] encoded = encode(Compression.ZIP, content);

        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(encoded))) {
            ZipEntry entry = zip.getNextEntry();
            assertThat(entry.getName()).isEqualTo(ENTRY.toString());
            assertThat(entry.getMethod()).isEqualTo(ZipEntry.DEFLATED);
            assertThat(zip.readAllBytes()).isEqualTo(content);
            assertThat(zip.getNextEntry()).isNull();
        }
    }

    @ParameterizedTest
    @MethodSource("contents")
    void framesXerialBlocksAsSnappyJavaDoes(byte[] content) throws IOException {
        byte[] encoded = encode(Compression.SNAPPY, content);

        assertThat(new SnappyInputStream(new ByteArrayInputStream(encoded)).readAllBytes())
                .isEqualTo(content);
        ByteArrayOutputStream theirs = new ByteArrayOutputStream();
        try (OutputStream out = new SnappyOutputStream(theirs)) {
            out.write(content);
        }
        assertThat(encoded).startsWith(Arrays.copyOf(theirs.toByteArray(), XERIAL_HEADER_BYTES));
        assertThat(xerialBlocks(encoded)).isEqualTo(xerialBlocks(theirs.toByteArray()));
    }

    @ParameterizedTest
    @MethodSource("contents")
    void framesHadoopBlocksAsSnappyJavaDoes(byte[] content) throws IOException {
        byte[] encoded = encode(Compression.HADOOP_SNAPPY, content);

        assertThat(joined(hadoopBlocks(encoded))).isEqualTo(content);
        ByteArrayOutputStream theirs = new ByteArrayOutputStream();
        try (OutputStream out = new SnappyHadoopCompatibleOutputStream(theirs)) {
            out.write(content);
        }
        assertThat(hadoopBlocks(encoded)).isEqualTo(hadoopBlocks(theirs.toByteArray()));
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void givesTheSameBytesHoweverTheyAreWrittenAndFlushed(Compression compression)
            throws IOException {
        byte[] content = lines(new Random(9), 300_000);
        ByteArrayOutputStream pieces = new ByteArrayOutputStream();
        try (OutputStream out = ObjectEncoding.of(compression).open(pieces, ENTRY)) {
            Random random = new Random(10);
            int at = 0;
            while (at < content.length) {
                int bytes = Math.min(random.nextInt(70_000), content.length - at);
                out.write(content, at, bytes);
                at += bytes;
                if (at < content.length && random.nextBoolean()) {
                    out.write(content[at]);
                    at++;
                    out.flush();
                }
            }
        }

        ByteArrayOutputStream again = new ByteArrayOutputStream();
        try (OutputStream out = ObjectEncoding.of(compression).open(again, ENTRY)) {
            out.write(content);
        }
        assertThat(decode(compression, pieces.toByteArray())).isEqualTo(content);
        assertThat(encode(compression, content)).isEqualTo(again.toByteArray());
        assertThat(pieces.toByteArray()).isEqualTo(again.toByteArray());
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void closesItsTargetEvenWhenWritingFails(Compression compression) throws IOException {
        FullTarget target = new FullTarget(100);
        OutputStream out = ObjectEncoding.of(compression).open(target, ENTRY);

        assertThatThrownBy(
                        () -> {
                            try (out) {
                                out.write(noise(new Random(1), 1_000_000));
                            }
                        })
                .isInstanceOf(IOException.class)
                .hasMessage("full");
        assertThat(target.closed).isTrue();
    }

    @Test
    void namesEachContentEncoding() {
        assertThat(Stream.of(Compression.values()).map(ObjectEncodingTest::contentEncoding))
                .containsExactly("none", "gzip", "zip", "snappy-java", "hadoop-snappy");
    }

    private static String contentEncoding(Compression compression) {
        return ObjectEncoding.of(compression).contentEncoding().orElse("none");
    }

    private static byte[] encode(Compression compression, byte[] content) throws IOException {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        try (OutputStream out = ObjectEncoding.of(compression).open(encoded, ENTRY)) {
            out.write(content);
        }
        return encoded.toByteArray();
    }

    private static byte[] decode(Compression compression, byte[] encoded) throws IOException {
        InputStream in = new ByteArrayInputStream(encoded);
        return switch (compression) {
            case UNCOMPRESSED -> encoded;
            case GZIP -> new GZIPInputStream(in).readAllBytes();
            case ZIP -> {
                ZipInputStream zip = new ZipInputStream(in);
                zip.getNextEntry();
                yield zip.readAllBytes();
            }
            case SNAPPY -> new SnappyInputStream(in).readAllBytes();
            case HADOOP_SNAPPY -> joined(hadoopBlocks(encoded));
        };
    }

    /// The decompressed blocks, each as text of one character per byte.
    private static List<String> xerialBlocks(byte[] encoded) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(encoded));
        in.skipNBytes(XERIAL_HEADER_BYTES);
        List<String> blocks = new ArrayList<>();
        while (in.available() > 0) {
            blocks.add(latin1(Snappy.uncompress(in.readNBytes(in.readInt()))));
        }
        return blocks;
    }

    /// The decompressed blocks, each as text of one character per byte.
    private static List<String> hadoopBlocks(byte[] encoded) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(encoded));
        List<String> blocks = new ArrayList<>();
        while (in.available() > 0) {
            int blockBytes = in.readInt();
            byte[] block = Snappy.uncompress(in.readNBytes(in.readInt()));
            assertThat(block).hasSize(blockBytes);
            blocks.add(latin1(block));
        }
        return blocks;
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] joined(List<String> blocks) {
        return String.join("", blocks).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] noise(Random random, int bytes) {
        byte[] noise = new byte[bytes];
        random.nextBytes(noise);
        return noise;
    }

    private static byte[] lines(Random random, int bytes) {
        byte[] lines = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            lines[i] =
                    (byte)
                            (i % 40 == 39
                                    ? '\n'
                                    : "{\"trip\":12345}".charAt(random.nextInt(i % 14 + 1)));
        }
        return lines;
    }

    /// Fails once it holds this many bytes.
    private static final class FullTarget extends OutputStream {
        private int bytesLeft;
        private boolean closed;

        FullTarget(int bytes) {
            bytesLeft = bytes;
        }

        @Override
        public void write(int b) throws IOException {
            bytesLeft--;
            if (bytesLeft < 0) {
                throw new IOException("full");
            }
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
