package io.hydrant.delivery.destination;

import io.hydrant.delivery.destination.encode.ObjectEncoding;
import io.hydrant.delivery.plan.Compression;
import io.hydrant.delivery.source.ObjectRecords;
import io.hydrant.delivery.source.SplitFrame;
import io.hydrant.storage.object.ObjectBody;
import io.hydrant.streams.log.StoredFrame;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.OptionalLong;
import java.util.UUID;

/// An object's bytes, rendered as often as asked: its records in their order, each followed by the
/// delimiter, encoded. The same bytes each time.
final class RecordsBody implements ObjectBody {
    private static final int COPY_BYTES = 64 << 10;

    private final ObjectRecords records;
    private final RecordFormat format;
    private final OptionalLong bytes;

    /// @param bytes the exact length after encoding, when known
    RecordsBody(ObjectRecords records, RecordFormat format, OptionalLong bytes) {
        this.records = records;
        this.format = format;
        this.bytes = bytes;
    }

    /// @param delimiter what follows each record; may be empty
    /// @param entry names the entry of a ZIP object
    record RecordFormat(byte[] delimiter, ObjectEncoding encoding, UUID entry) {}

    @Override
    public OptionalLong bytes() {
        return bytes;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        if (format.encoding().compression() == Compression.UNCOMPRESSED) {
            copyAll(out);
            return;
        }
        try (OutputStream encoder = format.encoding().open(new KeptOpen(out), format.entry())) {
            copyAll(encoder);
        }
    }

    private void copyAll(OutputStream out) throws IOException {
        Copy copy = new Copy(new RecordWriter(out), format.delimiter());
        records.visit(copy);
        copy.writer().flush();
    }

    private record Copy(RecordWriter writer, byte[] delimiter) implements ObjectRecords.Visitor {
        @Override
        public boolean visit(byte[] bytes, int offset, int length) throws IOException {
            writer.gather(bytes, offset, length);
            writer.gather(delimiter, 0, delimiter.length);
            return true;
        }

        @Override
        public boolean visit(SplitFrame frame, int first, int end) throws IOException {
            if (frame.isWhole() && delimiter.length == 0) {
                writer.write(allOf(frame.frame(), first, end));
                return true;
            }
            for (int i = first; i < end; i++) {
                writer.gather(frame.data(i));
                writer.gather(delimiter, 0, delimiter.length);
            }
            return true;
        }

        private static ByteBuffer allOf(StoredFrame frame, int first, int end) {
            ByteBuffer payload = frame.payload();
            int from = payload.position() + frame.recordStart(first);
            int to = payload.position() + frame.recordStart(end - 1) + frame.recordBytes(end - 1);
            return payload.duplicate().limit(to).position(from);
        }
    }

    /// Encoders close what they write to; the store wants it left open.
    private static final class KeptOpen extends FilterOutputStream {
        KeptOpen(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            out.write(bytes, offset, count);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }

    /// Writes buffers to a stream: whole frames straight to its channel where it has one, small
    /// pieces gathered.
    private static final class RecordWriter {
        private final OutputStream out;
        private final byte[] gathered = new byte[COPY_BYTES];
        private int gatheredBytes;

        RecordWriter(OutputStream out) {
            this.out = out;
        }

        void write(ByteBuffer records) throws IOException {
            if (out instanceof WritableByteChannel channel) {
                flush();
                while (records.hasRemaining()) {
                    channel.write(records);
                }
                return;
            }
            gather(records);
        }

        void gather(ByteBuffer piece) throws IOException {
            while (piece.hasRemaining()) {
                int count = Math.min(piece.remaining(), COPY_BYTES - gatheredBytes);
                piece.get(gathered, gatheredBytes, count);
                gatheredBytes += count;
                if (gatheredBytes == COPY_BYTES) {
                    flush();
                }
            }
        }

        void gather(byte[] bytes, int offset, int length) throws IOException {
            int from = offset;
            int left = length;
            while (left > 0) {
                int count = Math.min(left, COPY_BYTES - gatheredBytes);
                System.arraycopy(bytes, from, gathered, gatheredBytes, count);
                gatheredBytes += count;
                from += count;
                left -= count;
                if (gatheredBytes == COPY_BYTES) {
                    flush();
                }
            }
        }

        void flush() throws IOException {
            out.write(gathered, 0, gatheredBytes);
            gatheredBytes = 0;
        }
    }
}
