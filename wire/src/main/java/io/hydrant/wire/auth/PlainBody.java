package io.hydrant.wire.auth;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/// A body nobody signed.
final class PlainBody extends VerifiedBody {
    private final InputStream in;

    PlainBody(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        return in.read();
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        return in.read(target, offset, count);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    @Override
    public Map<String, String> trailers() {
        return Map.of();
    }
}
