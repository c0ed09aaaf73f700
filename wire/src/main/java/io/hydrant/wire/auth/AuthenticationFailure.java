package io.hydrant.wire.auth;

import io.hydrant.kernel.error.HydrantException;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A request is not who it claims to be from, or not what was signed.
public final class AuthenticationFailure extends HydrantException {
    private static final long serialVersionUID = 1L;

    /// What is wrong; [AuthErrors] says how each looks on the wire.
    public enum Kind {
        /// Neither signed in the header nor in the query.
        MISSING_CREDENTIALS,
        /// Nobody has this access key.
        UNKNOWN_ACCESS_KEY,
        /// The session token is not that of the access key.
        WRONG_SESSION_TOKEN,
        SIGNATURE_MISMATCH,
        /// Signed in the header and in the query.
        TWO_SIGNATURES,
        /// Signed in a way nobody here understands.
        UNSUPPORTED_ALGORITHM,
        /// Signed too long ago or in the future.
        TIME_SKEWED,
        /// A presigned URL is past its time.
        PRESIGNED_EXPIRED,
        MALFORMED_HEADER,
        /// The credential scope is of another day or of no region.
        INVALID_SCOPE,
        MALFORMED_QUERY,
        /// Headers that must be signed are not.
        UNSIGNED_HEADERS,
        /// The `x-amz-content-sha256` header is no hash and no known word.
        MALFORMED_PAYLOAD_HASH,
        /// The body is not the one that was signed.
        PAYLOAD_MISMATCH,
        /// A chunked body without its real length.
        MISSING_LENGTH,
        /// The body ended early or late, or its framing is broken.
        INCOMPLETE_BODY,
        /// What follows a chunked body is not what was announced.
        MALFORMED_TRAILER,
        /// A checksum after the body cannot be one.
        MALFORMED_CHECKSUM,
        /// A checksum after the body does not hold.
        CHECKSUM_MISMATCH,
        BODY_TOO_LARGE
    }

    private final Kind kind;
    private final transient Map<String, String> details;

    AuthenticationFailure(Kind kind, String message) {
        this(kind, message, Map.of());
    }

    AuthenticationFailure(Kind kind, String message, Map<String, String> details) {
        super(message);
        this.kind = kind;
        this.details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    public Kind kind() {
        return kind;
    }

    /// What S3 tells besides the message, such as `StringToSign`; the names are XML elements.
    public Map<String, String> details() {
        return details;
    }
}
