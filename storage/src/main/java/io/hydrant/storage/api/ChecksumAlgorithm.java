package io.hydrant.storage.api;

import io.hydrant.storage.object.ObjectStoreException;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/// The checksums S3 knows.
enum ChecksumAlgorithm {
    CRC32(4),
    CRC32C(4),
    CRC64NVME(8),
    SHA1(20),
    SHA256(32);

    private static final String HEADER_START = "x-amz-checksum-";

    private final int bytes;

    ChecksumAlgorithm(int bytes) {
        this.bytes = bytes;
    }

    /// A checksum being computed.
    interface Running {
        void update(byte[] source, int offset, int count);

        byte[] result();
    }

    String header() {
        return HEADER_START + name().toLowerCase(Locale.ROOT);
    }

    /// The XML element that carries it, such as `ChecksumCRC32`.
    String element() {
        return "Checksum" + name();
    }

    Running start() {
        return switch (this) {
            case CRC32 -> running(new CRC32());
            case CRC32C -> running(new CRC32C());
            case CRC64NVME -> running(new Crc64Nvme());
            case SHA1 -> running(digest("SHA-1"));
            case SHA256 -> running(digest("SHA-256"));
        };
    }

    /// Whether a value can be one of these.
    boolean accepts(String base64) {
        try {
            return Base64.getDecoder().decode(base64).length == bytes;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /// @throws ObjectStoreException `InvalidRequest` for a name S3 does not know
    static ChecksumAlgorithm named(String name) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new ObjectStoreException(
                                        "InvalidRequest",
                                        "Checksum algorithm provided is unsupported. Please try"
                                            + " again with any of the valid types: [CRC32, CRC32C,"
                                            + " CRC64NVME, SHA1, SHA256]"));
    }

    static Optional<ChecksumAlgorithm> ofHeader(String header) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.header().equalsIgnoreCase(header))
                .findFirst();
    }

    static MessageDigest digest(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + name, e);
        }
    }

    private Running running(Checksum checksum) {
        return new Running() {
            @Override
            public void update(byte[] source, int offset, int count) {
                checksum.update(source, offset, count);
            }

            @Override
            public byte[] result() {
                byte[] wide = ByteBuffer.allocate(8).putLong(checksum.getValue()).array();
                return Arrays.copyOfRange(wide, 8 - bytes, 8);
            }
        };
    }

    private static Running running(MessageDigest digest) {
        return new Running() {
            @Override
            public void update(byte[] source, int offset, int count) {
                digest.update(source, offset, count);
            }

            @Override
            public byte[] result() {
                return digest.digest();
            }
        };
    }
}
