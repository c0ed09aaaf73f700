package io.hydrant.query.engine.spool;

import io.hydrant.query.refusal.QueryFailure;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes a copy, and asks for room before each step.
final class SpooledStream extends OutputStream {
    private static final int STEP_BYTES = 1 << 16;

    private final Spool spool;
    private final String key;
    private final OutputStream out;

    SpooledStream(Spool spool, String key, Path path) throws IOException {
        this.spool = spool;
        this.key = key;
        this.out = new BufferedOutputStream(new Grown(Files.newOutputStream(path)), STEP_BYTES);
    }

    private final class Grown extends OutputStream {
        private final OutputStream file;

        Grown(OutputStream file) {
            this.file = file;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            try {
                spool.grow(key, length);
            } catch (QueryFailure e) {
                throw new NoRoom(e);
            }
            file.write(source, offset, length);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    /// Why a copy cannot be finished.
    static final class NoRoom extends IOException {
        private static final long serialVersionUID = 1;

        NoRoom(QueryFailure failure) {
            super(failure);
        }
    }

    @Override
    public void write(int value) throws IOException {
        out.write(value);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        out.write(source, offset, length);
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
