package io.hydrant.wire.auth;

import io.hydrant.wire.auth.AuthenticationFailure.Kind;

import java.security.MessageDigest;
import java.util.Map;

/// The chain of signatures over the chunks of a body: each covers the one before, the first one
/// that of the headers, so that no chunk can be left out, repeated or moved.
///
/// Source: "Signature calculations for the Authorization header: transferring payload in multiple
/// chunks", S3 API Reference.
final class ChunkSignatures {
    private final Claim claim;
    private final byte[] key;
    private final MessageDigest digest = Hashes.sha256();
    private String previous;

    ChunkSignatures(Claim claim, byte[] key) {
        this.claim = claim;
        this.key = key;
        this.previous = claim.signature();
    }

    void update(byte[] bytes, int offset, int count) {
        digest.update(bytes, offset, count);
    }

    /// Verifies what was updated since the last chunk.
    void verifyChunk(String signature) {
        String content = Hashes.EMPTY_SHA256_HEX + "\n" + Hashes.hex(digest.digest());
        verify("AWS4-HMAC-SHA256-PAYLOAD", content, signature);
    }

    /// @param lines each trailer as `name:value\n`
    void verifyTrailer(String lines, String signature) {
        verify("AWS4-HMAC-SHA256-TRAILER", Hashes.sha256Hex(lines), signature);
    }

    private void verify(String algorithm, String content, String signature) {
        String stringToSign =
                algorithm
                        + "\n"
                        + claim.timestamp().text()
                        + "\n"
                        + claim.scope()
                        + "\n"
                        + previous
                        + "\n"
                        + content;
        String expected = Hashes.hex(Hashes.hmacSha256(key, stringToSign));
        if (!Hashes.same(expected, signature)) {
            throw new AuthenticationFailure(
                    Kind.SIGNATURE_MISMATCH,
                    "A chunk of the body does not match its signature.",
                    Map.of(
                            "AWSAccessKeyId", claim.accessKeyId(),
                            "StringToSign", stringToSign,
                            "SignatureProvided", signature));
        }
        previous = expected;
    }
}
