package io.hydrant.catalog.crawler;

import io.hydrant.formats.footer.ColumnarFooter;
import io.hydrant.formats.footer.FileEnd;
import io.hydrant.formats.footer.OrcFooter;
import io.hydrant.formats.footer.ParquetFooter;
import io.hydrant.formats.footer.UnreadableFooter;
import io.hydrant.formats.infer.InferredSchema;
import io.hydrant.formats.infer.SchemaInference;
import io.hydrant.formats.json.JsonDialect;
import io.hydrant.storage.object.ObjectAddress;
import io.hydrant.storage.object.ObjectContent;
import io.hydrant.storage.object.ObjectStore;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// Looks at a file and says what it is: Parquet, ORC, JSON, one document a line, or delimited
/// fields; plain or in gzip.
final class Classifier {
    /// So much of a text file is looked at.
    private static final int TEXT_BYTES = 1 << 20;

    private static final byte[] PARQUET = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ORC = "ORC".getBytes(StandardCharsets.US_ASCII);

    private final ObjectStore objects;

    Classifier(ObjectStore objects) {
        this.objects = objects;
    }

    /// @return empty when it is of no known kind
    /// @throws UnreadableFooter when it is a columnar file that cannot be read
    Optional<FileSchema> look(ObjectAddress address, long bytes)
            throws IOException, UnreadableFooter {
        byte[] head = read(address, 0, Math.min(bytes, TEXT_BYTES));
        FileEnd end = last -> read(address, Math.max(0, bytes - last), Math.min(last, bytes));
        if (startsWith(head, PARQUET)) {
            return Optional.of(columnar(FileKind.PARQUET, ParquetFooter.read(end), bytes));
        }
        if (startsWith(head, ORC)) {
            return Optional.of(columnar(FileKind.ORC, OrcFooter.read(end), bytes));
        }
        if (head.length > 2 && head[0] == 0x1f && (head[1] & 0xFF) == 0x8b) {
            byte[] plain = unzipped(head);
            return text(plain, plain.length == TEXT_BYTES || head.length < bytes, "gzip");
        }
        return text(head, head.length < bytes, "none");
    }

    private byte[] read(ObjectAddress address, long from, long count) throws IOException {
        ObjectContent content = objects.open(address, from, count);
        try (InputStream in = content.stream()) {
            return in.readNBytes((int) count);
        }
    }

    private static boolean startsWith(byte[] bytes, byte[] magic) {
        return bytes.length >= magic.length
                && Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length);
    }

    private static FileSchema columnar(FileKind kind, ColumnarFooter footer, long bytes) {
        return new FileSchema(
                kind,
                footer.schema(),
                "none",
                Map.of(),
                Map.of(),
                footer.rows() == 0 ? 0 : bytes / footer.rows());
    }

    /// As much as there is, at most a sample's size.
    private static byte[] unzipped(byte[] head) throws IOException {
        byte[] plain = new byte[TEXT_BYTES];
        int count = 0;
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(head))) {
            int read = in.read(plain, 0, plain.length);
            while (read > 0) {
                count += read;
                read = in.read(plain, count, plain.length - count);
            }
        } catch (EOFException | ZipException _) {
            return Arrays.copyOf(plain, count); // the sample ends within the file
        }
        return Arrays.copyOf(plain, count);
    }

    /// @param cut whether the text goes on: then its last line may be a part of one
    private static Optional<FileSchema> text(byte[] text, boolean cut, String compression) {
        List<String> lines = lines(new String(text, StandardCharsets.UTF_8), cut);
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        return json(lines, compression).or(() -> CsvSniffer.look(lines, compression));
    }

    private static List<String> lines(String text, boolean cut) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        boolean partial = cut && lines.size() > 1 && !text.endsWith("\n");
        return partial ? lines.subList(0, lines.size() - 1) : lines;
    }

    private static Optional<FileSchema> json(List<String> lines, String compression) {
        SchemaInference inference = new SchemaInference(JsonDialect.OpenX.DEFAULTS);
        long bytes = 0;
        for (String line : lines) {
            byte[] document = line.getBytes(StandardCharsets.UTF_8);
            bytes += document.length + 1;
            if (!inference.add(document, 0, document.length)) {
                return Optional.empty();
            }
        }
        InferredSchema found = inference.schema();
        Map<String, String> serde = new LinkedHashMap<>();
        serde.put(
                "paths",
                String.join(
                        ",",
                        found.schema().columns().stream()
                                .map(column -> column.name())
                                .sorted()
                                .toList()));
        found.keysByColumn().forEach((column, key) -> serde.put("mapping." + column, key));
        return Optional.of(
                new FileSchema(
                        FileKind.JSON,
                        found.schema(),
                        compression,
                        serde,
                        Map.of(),
                        bytes / lines.size()));
    }
}
