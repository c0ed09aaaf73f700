package io.hydrant.storage.file;

import java.util.Locale;

/// A checksum kept with an object or a part.
///
/// @param algorithm `CRC32`, `CRC32C`, `CRC64NVME`, `SHA1` or `SHA256`
/// @param value Base64 of the big-endian bytes; with `-<parts>` when composite
/// @param type `FULL_OBJECT` or `COMPOSITE`
public record ObjectChecksum(String algorithm, String value, String type) {
    public static final String FULL_OBJECT = "FULL_OBJECT";
    public static final String COMPOSITE = "COMPOSITE";

    public ObjectChecksum withType(String other) {
        return new ObjectChecksum(algorithm, value, other);
    }

    /// The header that carries it.
    public String header() {
        return "x-amz-checksum-" + algorithm.toLowerCase(Locale.ROOT);
    }
}
