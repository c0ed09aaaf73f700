package io.hydrant.functions.api;

import io.hydrant.functions.refusal.InvalidParameter;
import io.hydrant.functions.refusal.PayloadTooLarge;
import io.hydrant.storage.object.ObjectAddress;
import io.hydrant.storage.object.ObjectContent;
import io.hydrant.storage.object.ObjectStore;
import io.hydrant.storage.object.ObjectStoreException;

import software.amazon.awssdk.core.SdkBytes;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Where the package of a function or layer comes from.
final class CodeSource {
    /// Of a package in a request.
    private static final int DIRECT_BYTES_MAX = 52_428_800;

    /// Of a package in a bucket: what it holds is bound to be less, so more is no use.
    private static final int OBJECT_BYTES_MAX = 262_144_000;

    private final ObjectStore objects;

    CodeSource(ObjectStore objects) {
        this.objects = objects;
    }

    /// What a request says; each may be null.
    record Named(SdkBytes zip, String bucket, String key, String version) {
        Optional<String> lacking() {
            boolean direct = zip != null;
            boolean stored = bucket != null && key != null;
            if (direct && (bucket != null || key != null)) {
                return Optional.of(
                        "Please do not provide other FunctionCode parameters when providing a"
                                + " ZipFile.");
            }
            return direct || stored
                    ? Optional.empty()
                    : Optional.of("Please provide a source for function code.");
        }
    }

    /// @throws InvalidParameter when the source is not clear or cannot be read
    byte[] read(Named named) {
        named.lacking()
                .ifPresent(
                        reason -> {
                            throw new InvalidParameter(reason);
                        });
        if (named.zip() == null) {
            return object(named);
        }
        byte[] zip = named.zip().asByteArrayUnsafe();
        if (zip.length > DIRECT_BYTES_MAX) {
            throw new PayloadTooLarge(
                    "Zipped size must be smaller than " + DIRECT_BYTES_MAX + " bytes");
        }
        return zip;
    }

    private byte[] object(Named named) {
        String version = Optional.ofNullable(named.version()).orElse("null");
        try {
            if (!version.equals("null")) {
                throw new ObjectStoreException(
                        "NoSuchVersion", "The specified version does not exist.");
            }
            ObjectAddress address = new ObjectAddress(named.bucket(), named.key());
            ObjectContent content = objects.open(address, 0, Long.MAX_VALUE);
            try (InputStream in = content.stream()) {
                if (content.byteCount() > OBJECT_BYTES_MAX) {
                    throw new InvalidParameter(
                            "Unzipped size must be smaller than " + OBJECT_BYTES_MAX + " bytes");
                }
                return in.readAllBytes();
            }
        } catch (ObjectStoreException e) {
            throw refused(e.code(), e.getMessage());
        } catch (IOException e) {
            throw refused("InternalError", "The object cannot be read to its end: " + e);
        }
    }

    private static InvalidParameter refused(String code, String message) {
        String told =
                switch (code) {
                    case "NoSuchKey" -> "The specified key does not exist.";
                    case "NoSuchBucket" -> "The specified bucket does not exist";
                    default -> message;
                };
        return new InvalidParameter(
                "Error occurred while GetObject. S3 Error Code: "
                        + code
                        + ". S3 Error Message: "
                        + told);
    }
}
