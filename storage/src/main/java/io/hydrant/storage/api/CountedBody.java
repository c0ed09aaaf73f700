package io.hydrant.storage.api;

import io.hydrant.wire.auth.VerifiedBody;
import io.hydrant.wire.http.HttpRequest;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/// A request's body whose bytes are counted; its trailers show through.
final class CountedBody extends VerifiedBody {
    private final InputStream body;
    private final S3Meters meters;
    private boolean broken;

    CountedBody(HttpRequest request, S3Meters meters) {
        this.body = request.body();
        this.meters = meters;
    }

    /// Whether the body could not be read to its end, which is the client's doing and not the
    /// disk's.
    boolean broken() {
        return broken;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        broken = true;
        int got = body.read(target, offset, count);
        broken = false;
        meters.received(Math.max(got, 0));
        return got;
    }

    @Override
    public Map<String, String> trailers() {
        return body instanceof VerifiedBody verified ? verified.trailers() : Map.of();
    }
}
