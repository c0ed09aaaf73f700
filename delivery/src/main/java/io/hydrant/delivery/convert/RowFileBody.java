package io.hydrant.delivery.convert;

import io.hydrant.delivery.source.ObjectRecords;
import io.hydrant.formats.file.RowFileWriter;
import io.hydrant.storage.object.ObjectBody;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalLong;

/// A columnar file of an object's records: read in batches, each written when it is full. The same
/// bytes each time.
final class RowFileBody implements ObjectBody {
    private final Conversions conversions;
    private final ObjectRecords records;
    private final ObjectConversion object;

    /// @param object told what became of the records, each time the file was written
    RowFileBody(Conversions conversions, ObjectRecords records, ObjectConversion object) {
        this.conversions = conversions;
        this.records = records;
        this.object = object;
    }

    /// Nobody knows before it is written.
    @Override
    public OptionalLong bytes() {
        return OptionalLong.empty();
    }

    /// @throws ConversionFailed when the fault is not that of the records or of `out`
    @Override
    public void writeTo(OutputStream out) throws IOException {
        conversions.inTurn(
                object.schema(),
                object.dialect(),
                converter -> write(converter, new Destination(out)));
    }

    private void write(Converter converter, Destination destination) throws IOException {
        Tally tally = new Tally();
        try (RowFileWriter file = destination.attempt(() -> open(converter, destination))) {
            records.visit(
                    new RecordReading(
                            converter,
                            records.form(),
                            tally,
                            () -> {
                                if (converter.isFull()) {
                                    write(converter, file, destination);
                                }
                                return true;
                            }));
            write(converter, file, destination);
            destination.attempt(
                    () -> {
                        file.finish();
                        return file;
                    });
        }
        object.noteAll(tally);
    }

    private RowFileWriter open(Converter converter, OutputStream out) throws IOException {
        return converter.writers().begin(object.terms().format(), object.schema(), out);
    }

    private static void write(Converter converter, RowFileWriter file, Destination destination)
            throws IOException {
        if (converter.rows().rowCount() > 0) {
            destination.attempt(
                    () -> {
                        file.write(converter.rows());
                        return file;
                    });
        }
        converter.clear();
    }

    /// Tells failures of what is written to from those of the writer.
    private static final class Destination extends FilterOutputStream {
        private boolean failed;

        interface Step {
            RowFileWriter run() throws IOException;
        }

        Destination(OutputStream out) {
            super(out);
        }

        RowFileWriter attempt(Step step) throws IOException {
            try {
                return step.run();
            } catch (IOException | RuntimeException e) {
                if (failed) {
                    throw e;
                }
                throw new ConversionFailed(e);
            }
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            boolean done = false;
            try {
                out.write(bytes, offset, count);
                done = true;
            } finally {
                failed |= !done;
            }
        }

        @Override
        public void flush() throws IOException {
            boolean done = false;
            try {
                out.flush();
                done = true;
            } finally {
                failed |= !done;
            }
        }

        /// The store closes its stream itself.
        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
