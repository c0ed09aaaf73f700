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

    CountedBody(HttpRequest request, S3Meters meters) {
        this.body = request.body();
        this.meters = meters;
    }

    @Override
    public int read() throws IOException {
        int b = body.read();
        meters.received(b < 0 ? 0 : 1);
        return b;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        int got = body.read(target, offset, count);
        meters.received(Math.max(got, 0));
        return got;
    }

    @Override
    public Map<String, String> trailers() {
        return body instanceof VerifiedBody verified ? verified.trailers() : Map.of();
    }
}
