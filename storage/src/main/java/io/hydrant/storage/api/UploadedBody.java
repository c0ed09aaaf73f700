package io.hydrant.storage.api;

import io.hydrant.storage.file.ObjectChecksum;
import io.hydrant.storage.file.ObjectDraft;
import io.hydrant.storage.object.ObjectStoreException;
import io.hydrant.wire.auth.VerifiedBody;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The body of a request, read to its end and compared with what the client says of it:
/// `Content-MD5`, an `x-amz-checksum-*` header or the trailer announced by `x-amz-trailer` (which
/// the signature check has verified by then).
///
/// Used by one thread.
final class UploadedBody {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final long OBJECT_BYTES_MAX = 5L << 30;

    private final S3Request request;
    private final Optional<byte[]> expectedMd5;
    private final Optional<ObjectChecksum> expected;
    private final Optional<ChecksumAlgorithm> announced;

    /// @param md5Hex the ETag of a simple upload
    /// @param checksum what to keep with it
    record Received(String md5Hex, Optional<ObjectChecksum> checksum) {}

    private UploadedBody(S3Request request) {
        this.request = request;
        this.expectedMd5 = request.header("content-md5").map(UploadedBody::md5);
        this.expected = headerChecksum(request);
        this.announced =
                request.header("x-amz-trailer")
                        .map(String::trim)
                        .flatMap(ChecksumAlgorithm::ofHeader);
        boolean named = request.header("x-amz-sdk-checksum-algorithm").isPresent();
        if (named) {
            ChecksumAlgorithm.named(request.header("x-amz-sdk-checksum-algorithm").get());
        }
        if (named && expected.isEmpty() && announced.isEmpty()) {
            throw new ObjectStoreException(
                    "InvalidRequest",
                    "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-*"
                            + " or x-amz-trailer headers were found.");
        }
        if (expected.isPresent() && announced.isPresent()) {
            throw several();
        }
    }

    /// @throws ObjectStoreException if what the request says of its body makes no sense
    static UploadedBody of(S3Request request) {
        return new UploadedBody(request);
    }

    /// Which checksum the client sends, in a header or behind the body.
    Optional<ChecksumAlgorithm> algorithm() {
        return expected.map(sum -> ChecksumAlgorithm.named(sum.algorithm())).or(() -> announced);
    }

    /// Whether the client says anything that makes a change in transit show.
    boolean isGuarded() {
        return expectedMd5.isPresent() || algorithm().isPresent();
    }

    /// Writes the body into a draft.
    ///
    /// @param wanted a checksum to compute when the client sends none
    /// @throws ObjectStoreException `BadDigest`, `EntityTooLarge`, `MissingContentLength`
    Received into(ObjectDraft draft, Optional<ChecksumAlgorithm> wanted) throws IOException {
        requireLength();
        MessageDigest md5 = ChecksumAlgorithm.digest("MD5");
        Optional<ChecksumAlgorithm> computed =
                expected.map(sum -> ChecksumAlgorithm.named(sum.algorithm()))
                        .or(() -> announced.isPresent() ? Optional.empty() : wanted);
        Optional<ChecksumAlgorithm.Running> running = computed.map(ChecksumAlgorithm::start);
        byte[] buffer = new byte[BUFFER_BYTES];
        InputStream body = request.http().body();
        for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
            if (draft.bytes() + count > OBJECT_BYTES_MAX) {
                throw new ObjectStoreException(
                        "EntityTooLarge", "a single upload is at most 5 GiB long");
            }
            md5.update(buffer, 0, count);
            if (running.isPresent()) {
                running.get().update(buffer, 0, count);
            }
            draft.write(buffer, 0, count);
        }
        requirePromised(draft.bytes());
        return verified(md5.digest(), computed, running.map(ChecksumAlgorithm.Running::result));
    }

    /// Reads a small body whole.
    byte[] bytes(int bytesMax) throws IOException {
        InputStream body = request.http().body();
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        byte[] buffer = new byte[8 * 1024];
        for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
            if (content.size() + count > bytesMax) {
                throw XmlElement.malformed("longer than " + bytesMax + " bytes");
            }
            content.write(buffer, 0, count);
        }
        byte[] bytes = content.toByteArray();
        Optional<ChecksumAlgorithm> computed =
                expected.map(sum -> ChecksumAlgorithm.named(sum.algorithm()));
        Optional<byte[]> result =
                computed.map(
                        algorithm -> {
                            ChecksumAlgorithm.Running running = algorithm.start();
                            running.update(bytes, 0, bytes.length);
                            return running.result();
                        });
        verified(ChecksumAlgorithm.digest("MD5").digest(bytes), computed, result);
        return bytes;
    }

    private Received verified(
            byte[] md5, Optional<ChecksumAlgorithm> computed, Optional<byte[]> result) {
        if (expectedMd5.isPresent() && !Arrays.equals(expectedMd5.get(), md5)) {
            throw new ObjectStoreException(
                    "BadDigest", "The Content-MD5 you specified did not match what we received.");
        }
        String md5Hex = HexFormat.of().formatHex(md5);
        if (computed.isEmpty() || result.isEmpty()) {
            return new Received(md5Hex, trailerChecksum());
        }
        String value = Base64.getEncoder().encodeToString(result.get());
        if (expected.isPresent() && !expected.get().value().equals(value)) {
            throw new ObjectStoreException(
                    "BadDigest",
                    "The %s you specified did not match the calculated checksum."
                            .formatted(computed.get()));
        }
        return new Received(
                md5Hex,
                Optional.of(
                        new ObjectChecksum(
                                computed.get().name(), value, ObjectChecksum.FULL_OBJECT)));
    }

    private Optional<ObjectChecksum> trailerChecksum() {
        if (announced.isEmpty() || !(request.http().body() instanceof VerifiedBody verified)) {
            return Optional.empty();
        }
        Map<String, String> trailers = verified.trailers();
        return Optional.ofNullable(trailers.get(announced.get().header()))
                .map(
                        value ->
                                new ObjectChecksum(
                                        announced.get().name(), value, ObjectChecksum.FULL_OBJECT));
    }

    private void requireLength() {
        boolean known =
                request.header("content-length").isPresent()
                        || request.header("transfer-encoding").isPresent()
                        || request.header("x-amz-decoded-content-length").isPresent();
        if (!known) {
            throw new ObjectStoreException(
                    "MissingContentLength", "You must provide the Content-Length HTTP header.");
        }
    }

    private void requirePromised(long bytes) {
        Optional<String> promised = request.header("x-amz-decoded-content-length");
        if (promised.isEmpty() && request.header("transfer-encoding").isEmpty()) {
            promised = request.header("content-length");
        }
        if (promised.isPresent() && !promised.get().trim().equals(Long.toString(bytes))) {
            throw new ObjectStoreException(
                    "IncompleteBody", "%d bytes came of %s".formatted(bytes, promised.get()));
        }
    }

    private static Optional<ObjectChecksum> headerChecksum(S3Request request) {
        List<ObjectChecksum> found = new ArrayList<>();
        for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
            Optional<String> value = request.header(algorithm.header());
            if (value.isPresent()) {
                if (!algorithm.accepts(value.get())) {
                    throw new ObjectStoreException(
                            "InvalidRequest",
                            "Value for " + algorithm.header() + " header is invalid.");
                }
                found.add(
                        new ObjectChecksum(
                                algorithm.name(), value.get(), ObjectChecksum.FULL_OBJECT));
            }
        }
        if (found.size() > 1) {
            throw several();
        }
        return found.stream().findFirst();
    }

    private static ObjectStoreException several() {
        return new ObjectStoreException(
                "InvalidRequest",
                "Expecting a single x-amz-checksum- header. Multiple checksum Types are not"
                        + " allowed.");
    }

    private static byte[] md5(String base64) {
        try {
            byte[] digest = Base64.getDecoder().decode(base64.trim());
            if (digest.length == 16) {
                return digest;
            }
        } catch (IllegalArgumentException e) {
            throw new ObjectStoreException("InvalidDigest", "Content-MD5 is no Base64", e);
        }
        throw new ObjectStoreException("InvalidDigest", "Content-MD5 is not 16 bytes long");
    }
}
