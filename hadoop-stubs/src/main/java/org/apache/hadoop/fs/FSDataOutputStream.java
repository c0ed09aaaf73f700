package org.apache.hadoop.fs;

import java.io.DataOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// A stream that knows how many bytes went through it.
///
/// They are counted below, in what this stream writes to: some of [DataOutputStream]'s methods
/// write there without calling any method that could be overridden here.
public final class FSDataOutputStream extends DataOutputStream {
    private final Counted counted;

    /// @param statistics ignored
    public FSDataOutputStream(OutputStream out, FileSystem.Statistics statistics) {
        super(new Counted(out));
        this.counted = (Counted) this.out;
    }

    public long getPos() {
        return counted.bytes;
    }

    public void hflush() throws IOException {
        flush();
    }

    private static final class Counted extends FilterOutputStream {
        private long bytes;

        Counted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int value) throws IOException {
            out.write(value);
            bytes++;
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            out.write(source, offset, length);
            bytes += length;
        }
    }
}
