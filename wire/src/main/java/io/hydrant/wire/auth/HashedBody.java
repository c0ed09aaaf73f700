package io.hydrant.wire.auth;

import io.hydrant.wire.auth.AuthenticationFailure.Kind;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;

/// A body whose SHA-256 was signed; compared in place of its end.
final class HashedBody extends VerifiedBody {
    private final InputStream in;
    private final String expectedHex;
    private final MessageDigest digest = Hashes.sha256();
    private Optional<String> computedHex = Optional.empty();

    HashedBody(InputStream in, String expectedHex) {
        this.in = in;
        this.expectedHex = expectedHex;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        int given = in.read(target, offset, count);
        if (given > 0) {
            digest.update(target, offset, given);
        } else if (given < 0) {
            verify();
        }
        return given;
    }

    private void verify() {
        String computed = computedHex.orElseGet(() -> Hashes.hex(digest.digest()));
        computedHex = Optional.of(computed);
        if (!computed.equals(expectedHex)) {
            throw new AuthenticationFailure(
                    Kind.PAYLOAD_MISMATCH,
                    "The provided 'x-amz-content-sha256' header does not match what was computed.",
                    Map.of(
                            "ClientComputedContentSHA256", expectedHex,
                            "S3ComputedContentSHA256", computed));
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    @Override
    public Map<String, String> trailers() {
        if (computedHex.isEmpty()) {
            throw new IllegalStateException("the end of the body was not read yet");
        }
        return Map.of();
    }
}
