package io.hydrant.wire.auth;

import io.hydrant.wire.auth.AuthenticationFailure.Kind;
import io.hydrant.wire.http.BodyBytes;
import io.hydrant.wire.http.HttpRequest;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Verifies Signature Version 4. Safe for use by many threads.
final class SignatureV4 {
    private static final String MISMATCH =
            "The request signature we calculated does not match the signature you provided. Check"
                    + " your AWS Secret Access Key and signing method. Consult the service"
                    + " documentation for details.";

    private final ClaimTime time;
    private final SigningKeys keys = new SigningKeys();

    SignatureV4(ClaimTime time) {
        this.time = time;
    }

    /// Checks what can be checked without the secret.
    Attempt attempt(HttpRequest request, QueryString query, Claim claim, Instant now) {
        time.verify(claim, now);
        requireSigned(request, claim);
        return new Attempt(request, query, claim);
    }

    /// The host and every `x-amz-` header must be signed, or a signature could be used for more
    /// than its maker meant.
    private static void requireSigned(HttpRequest request, Claim claim) {
        Set<String> signed = new HashSet<>(claim.signedHeaders());
        if (!signed.contains("host") && !signed.contains(CanonicalRequest.AUTHORITY)) {
            throw new AuthenticationFailure(
                    Kind.UNSIGNED_HEADERS,
                    "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
                    Map.of("HeadersNotSigned", "host"));
        }
        request.headers()
                .forEach(
                        (name, _) -> {
                            if (name.startsWith("x-amz-") && !signed.contains(name)) {
                                throw new AuthenticationFailure(
                                        Kind.UNSIGNED_HEADERS,
                                        "'"
                                                + name
                                                + "' must be a 'SignedHeader' in the AWS"
                                                + " Authorization.",
                                        Map.of("HeadersNotSigned", name));
                            }
                        });
    }

    /// A request with its claim, ready to be compared with what its owner would have signed.
    final class Attempt {
        private final HttpRequest request;
        private final QueryString query;
        private final Claim claim;

        private Attempt(HttpRequest request, QueryString query, Claim claim) {
            this.request = request;
            this.query = query;
            this.claim = claim;
        }

        HttpRequest request() {
            return request;
        }

        Claim claim() {
            return claim;
        }

        /// Verifies headers and body of a request whose body is there.
        void verifyWhole(Credentials owner, BodyBytes body) {
            String hash = Hashes.sha256Hex(body.array(), body.length());
            Optional<String> announced = request.headers().first("x-amz-content-sha256");
            if (announced.isPresent() && !announced.get().equals(hash)) {
                throw new AuthenticationFailure(Kind.PAYLOAD_MISMATCH, MISMATCH);
            }
            verify(owner, hash);
        }

        /// Verifies everything but the body.
        ///
        /// @param payloadHash what stands for the body in the canonical request
        /// @return the key, for what the body itself has signed
        byte[] verify(Credentials owner, String payloadHash) {
            String canonical = CanonicalRequest.of(request, query, claim, payloadHash);
            String stringToSign = CanonicalRequest.stringToSign(claim, canonical);
            byte[] key = keys.key(owner, claim.scope());
            String expected = Hashes.hex(Hashes.hmacSha256(key, stringToSign));
            if (!Hashes.same(expected, claim.signature())) {
                throw mismatch(stringToSign, canonical);
            }
            keys.keep(owner, claim.scope(), key);
            return key;
        }

        private AuthenticationFailure mismatch(String stringToSign, String canonical) {
            Map<String, String> details = new LinkedHashMap<>();
            details.put("AWSAccessKeyId", claim.accessKeyId());
            details.put("StringToSign", stringToSign);
            details.put("SignatureProvided", claim.signature());
            details.put("CanonicalRequest", canonical);
            return new AuthenticationFailure(Kind.SIGNATURE_MISMATCH, MISMATCH, details);
        }
    }
}
