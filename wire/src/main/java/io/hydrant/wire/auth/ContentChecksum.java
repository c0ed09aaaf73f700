package io.hydrant.wire.auth;

import io.hydrant.wire.auth.AuthenticationFailure.Kind;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/// A checksum over the content of a body, sent after it as Base64 of its big-endian bytes.
final class ContentChecksum {
    private static final String PREFIX = "x-amz-checksum-";

    private final String algorithm;
    private final Sum sum;

    private ContentChecksum(String algorithm, Sum sum) {
        this.algorithm = algorithm;
        this.sum = sum;
    }

    private sealed interface Sum {
        record Crc(Checksum checksum, int lengthBytes) implements Sum {}

        record Hash(MessageDigest digest) implements Sum {}
    }

    /// @param trailerName such as `x-amz-checksum-crc32`, lower-case
    static ContentChecksum announced(String trailerName) {
        Sum sum =
                switch (trailerName) {
                    case PREFIX + "crc32" -> new Sum.Crc(new CRC32(), 4);
                    case PREFIX + "crc32c" -> new Sum.Crc(new CRC32C(), 4);
                    case PREFIX + "crc64nvme" -> new Sum.Crc(new Crc64Nvme(), 8);
                    case PREFIX + "sha1" -> new Sum.Hash(Hashes.digest("SHA-1"));
                    case PREFIX + "sha256" -> new Sum.Hash(Hashes.sha256());
                    default ->
                            throw new AuthenticationFailure(
                                    Kind.MALFORMED_CHECKSUM,
                                    "The value specified in the x-amz-trailer header is not"
                                            + " supported");
                };
        return new ContentChecksum(trailerName.substring(PREFIX.length()), sum);
    }

    void update(byte[] bytes, int offset, int count) {
        switch (sum) {
            case Sum.Crc crc -> crc.checksum().update(bytes, offset, count);
            case Sum.Hash hash -> hash.digest().update(bytes, offset, count);
        }
    }

    /// Compares with what the client computed; called once, at the end.
    void verify(String base64) {
        byte[] computed = bytes();
        if (!MessageDigest.isEqual(computed, decode(base64, computed.length))) {
            throw new AuthenticationFailure(
                    Kind.CHECKSUM_MISMATCH,
                    "The "
                            + algorithm.toUpperCase(Locale.ROOT)
                            + " you specified did not match the calculated checksum.");
        }
    }

    private byte[] bytes() {
        return switch (sum) {
            case Sum.Hash hash -> hash.digest().digest();
            case Sum.Crc crc -> {
                ByteBuffer whole = ByteBuffer.allocate(8).putLong(crc.checksum().getValue());
                byte[] bytes = new byte[crc.lengthBytes()];
                whole.get(8 - bytes.length, bytes);
                yield bytes;
            }
        };
    }

    private byte[] decode(String base64, int lengthBytes) {
        try {
            byte[] decoded = Base64.getDecoder().decode(base64);
            if (decoded.length == lengthBytes) {
                return decoded;
            }
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
        throw malformed();
    }

    private AuthenticationFailure malformed() {
        return new AuthenticationFailure(
                Kind.MALFORMED_CHECKSUM,
                "Value for " + PREFIX + algorithm + " trailing header is invalid.");
    }
}
