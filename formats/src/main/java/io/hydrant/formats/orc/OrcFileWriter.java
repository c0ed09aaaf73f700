package io.hydrant.formats.orc;

import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.file.FileFormat;
import io.hydrant.formats.file.RowFileWriter;
import io.hydrant.formats.schema.TableSchema;
import io.hydrant.kernel.error.InvalidArgument;

import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.orc.OrcFile;
import org.apache.orc.TypeDescription;
import org.apache.orc.impl.PhysicalFsWriter;
import org.apache.orc.impl.WriterImpl;
import org.apache.orc.impl.writer.WriterEncryptionVariant;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Writes one ORC file.
///
/// Timestamps are written in UTC, so that readers in any time zone see the same wall time. Dates
/// are those of the proleptic Gregorian calendar, and the footer says so. The user metadata
/// `hydrant.version` names the version of Hydrant; what ORC calls the writer and its software
/// version is orc-core's, for readers decide by it which faults of old writers to work around.
///
/// Files of version 0.11 have no bloom filters: the format has no place for them.
///
/// Timestamps of the last second before 1970 whose fraction is a millisecond or more read back one
/// second late: ORC writes seconds and fraction apart, and readers take a second of zero for one
/// after 1970.
///
/// A stripe ends at the first batch of at most 1,024 rows behind which what it holds, encoded, is
/// larger than the stripe size. Memory of one file never changes the stripes of another.
public final class OrcFileWriter implements RowFileWriter {
    /// Names the version of Hydrant in the user metadata of a file.
    public static final String VERSION_KEY = "hydrant.version";

    /// The stream below is the caller's; it is written to but never flushed or closed by ORC.
    private final OutputStream out;

    private final ColumnTarget target;
    private Optional<WriterImpl> writer;
    private boolean finishing;

    /// @throws InvalidArgument if the bloom filters are for columns that the schema does not have,
    ///   or cannot be made
    public OrcFileWriter(TableSchema schema, FileFormat.Orc format, OutputStream out) {
        TypeDescription type = OrcTypes.of(schema);
        this.out = out;
        this.target = new ColumnTarget(type);
        try {
            this.writer = Optional.of(open(OrcSettings.of(type, format)));
        } catch (IOException e) {
            throw new UncheckedIOException("an ORC file could not be begun: " + e.getMessage(), e);
        }
    }

    private WriterImpl open(OrcFile.WriterOptions settings) throws IOException {
        settings.callback(new FooterGuard());
        settings.physicalWriter(
                new PhysicalFsWriter(
                        new FSDataOutputStream(new BytesOnly(out), null),
                        settings,
                        new WriterEncryptionVariant[0]));
        // The path names the file in messages; no file system is asked for it.
        WriterImpl opened = new WriterImpl(null, new Path("orc"), settings);
        String version = getClass().getPackage().getImplementationVersion();
        opened.addUserMetadata(
                VERSION_KEY,
                StandardCharsets.UTF_8.encode(
                        Optional.ofNullable(version).orElse("from class files")));
        return opened;
    }

    @Override
    public void write(RowBatch rows) throws IOException {
        WriterImpl open = openWriter();
        int step = target.rowsPerCopy(rows);
        try {
            for (int from = 0; from < rows.rowCount(); from += step) {
                int count = Math.min(step, rows.rowCount() - from);
                open.addRowBatch(target.copy(rows, from, count));
            }
        } catch (IOException e) {
            writer = Optional.empty();
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        } finally {
            target.release();
        }
    }

    @Override
    public long bytesHeld() {
        return writer.map(open -> open.estimateMemory() + target.bytesHeld()).orElse(0L);
    }

    @Override
    public void finish() throws IOException {
        WriterImpl open = openWriter();
        writer = Optional.empty();
        finishing = true;
        open.close();
        out.flush();
    }

    /// Nothing is written: ORC's own `close` would make a file that looks whole.
    @Override
    public void close() {
        writer = Optional.empty();
    }

    private WriterImpl openWriter() {
        return writer.orElseThrow(
                () -> new IllegalStateException("the ORC file is finished, closed or broken"));
    }

    /// ORC writes the footer whenever it closes, also after a failure; this keeps it from that.
    private final class FooterGuard implements OrcFile.WriterCallback {
        @Override
        public void preStripeWrite(OrcFile.WriterContext context) {}

        @Override
        public void preFooterWrite(OrcFile.WriterContext context) throws IOException {
            if (!finishing) {
                throw new IOException("the ORC file broke before it was finished");
            }
        }
    }

    private static final class BytesOnly extends OutputStream {
        private final OutputStream out;

        BytesOnly(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int value) throws IOException {
            out.write(value);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            out.write(source, offset, length);
        }
    }
}
