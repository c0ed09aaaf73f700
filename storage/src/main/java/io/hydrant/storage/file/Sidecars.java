package io.hydrant.storage.file;

import io.hydrant.storage.object.ObjectAddress;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/// The metadata of objects, in files beside the buckets:
///
/// ```
/// .meta/buckets/<bucket>/objects/<2 hex>/<62 hex>.<modified micros>.<bytes>.json
///                                └ SHA-256 of the key ┘ └ [FileVersion] described ┘
/// ```
///
/// A sidecar names the very content it describes. It is on the disk before the object's rename
/// makes that content visible, and the one of the content before is removed after. So bytes and
/// metadata change together, whenever the power fails; a sidecar left over matches nothing,
/// disturbs nobody and is removed at the next start ([SidecarSweep]). A file without one (dropped
/// in by hand, changed by hand, or written with nothing but defaults) has the default metadata and
/// an ETag made from its version.
final class Sidecars {
    static final String DEFAULT_CONTENT_TYPE = "application/octet-stream";

    private final StoreFolders folders;
    private final DurableFiles files;

    Sidecars(StoreFolders folders, DurableFiles files) {
        this.folders = folders;
        this.files = files;
    }

    /// Metadata of an object that was given none: its ETag has the form of a multipart upload's, so
    /// that no client takes it for an MD5.
    static ObjectMetadata defaults(FileVersion version) {
        String identity = version.bytes() + "@" + version.modifiedMicros();
        byte[] hash = digest("MD5").digest(identity.getBytes(StandardCharsets.UTF_8));
        String etag = HexFormat.of().formatHex(hash) + "-1";
        return ObjectMetadata.of(
                etag, Map.of(ObjectMetadata.CONTENT_TYPE, DEFAULT_CONTENT_TYPE), Map.of());
    }

    /// Whether these need no file: all but the ETag is default, and the ETag is left to the store.
    static boolean needNoFile(ObjectMetadata metadata) {
        return metadata.etag().isEmpty()
                && metadata.headers()
                        .equals(Map.of(ObjectMetadata.CONTENT_TYPE, DEFAULT_CONTENT_TYPE))
                && metadata.userMetadata().isEmpty()
                && metadata.tags().isEmpty()
                && metadata.checksum().isEmpty()
                && metadata.upload().uploadId().isEmpty();
    }

    ObjectMetadata read(ObjectAddress address, FileVersion version) throws IOException {
        Optional<byte[]> json = DurableFiles.read(path(address, version));
        return json.isPresent() ? MetadataJson.read(json.get()) : defaults(version);
    }

    void write(ObjectAddress address, FileVersion version, ObjectMetadata metadata)
            throws IOException {
        files.write(path(address, version), MetadataJson.write(address.key(), metadata));
    }

    void remove(ObjectAddress address, FileVersion version) throws IOException {
        Files.deleteIfExists(path(address, version));
    }

    /// How the name of a sidecar tells the content it describes.
    static String versionName(FileVersion version) {
        return version.modifiedMicros() + "." + version.bytes();
    }

    private Path path(ObjectAddress address, FileVersion version) {
        byte[] hash = digest("SHA-256").digest(KeyNames.utf8(address.key()));
        String hex = HexFormat.of().formatHex(hash);
        String name = hex.substring(2) + "." + versionName(version) + ".json";
        return folders.sidecars(address.bucket()).resolve(hex.substring(0, 2)).resolve(name);
    }

    static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
