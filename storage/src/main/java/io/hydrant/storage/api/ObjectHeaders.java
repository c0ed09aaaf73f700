package io.hydrant.storage.api;

import io.hydrant.storage.file.FileObject;
import io.hydrant.storage.file.ObjectChecksum;
import io.hydrant.storage.file.ObjectMetadata;
import io.hydrant.storage.file.UploadTrace;
import io.hydrant.storage.object.ObjectStoreException;
import io.hydrant.wire.http.Headers;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Which request headers an object keeps, and how it shows them.
final class ObjectHeaders {
    private static final String USER = "x-amz-meta-";
    private static final int USER_BYTES_MAX = 2 * 1024;
    private static final String DEFAULT_CONTENT_TYPE = "binary/octet-stream";
    private static final String STORAGE_CLASS = "x-amz-storage-class";

    private static final List<String> KEPT =
            List.of(
                    "content-type",
                    "cache-control",
                    "content-disposition",
                    "content-language",
                    "expires",
                    ObjectMetadata.ENCRYPTION,
                    ObjectMetadata.KMS_KEY,
                    "x-amz-server-side-encryption-bucket-key-enabled",
                    "x-amz-server-side-encryption-context",
                    STORAGE_CLASS,
                    "x-amz-website-redirect-location");

    /// Read at once like any other; the archive classes would need a restore and are refused.
    private static final Set<String> STORAGE_CLASSES =
            Set.of(
                    "STANDARD",
                    "REDUCED_REDUNDANCY",
                    "STANDARD_IA",
                    "ONEZONE_IA",
                    "INTELLIGENT_TIERING",
                    "GLACIER_IR");

    private static final Set<String> ENCRYPTIONS = Set.of("AES256", "aws:kms", "aws:kms:dsse");

    private ObjectHeaders() {}

    /// What to keep of an upload; its ETag and checksum are not known yet.
    ///
    /// @throws ObjectStoreException for a header that asks for what is not there
    static ObjectMetadata read(S3Request request) {
        refuseUnsupported(request);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(ObjectMetadata.CONTENT_TYPE, DEFAULT_CONTENT_TYPE);
        for (String name : KEPT) {
            request.header(name)
                    .filter(value -> !value.isEmpty())
                    .ifPresent(value -> headers.put(name, value));
        }
        checkStorageClass(headers);
        checkEncryption(headers);
        String encoding = contentEncoding(request);
        if (!encoding.isEmpty()) {
            headers.put(ObjectMetadata.CONTENT_ENCODING, encoding);
        }
        return ObjectMetadata.of("", headers, userMetadata(request.http().headers()))
                .withTags(Tags.ofHeader(request.header("x-amz-tagging")));
    }

    /// Everything GET and HEAD tell of an object but its length.
    static void show(FileObject object, Headers answer) {
        answer.set("etag", quoted(object.etag()));
        answer.set("last-modified", S3Times.http(object.lastModified()));
        answer.set("accept-ranges", "bytes");
        object.metadata().headers().forEach(answer::set);
        if (object.metadata().headers().getOrDefault(STORAGE_CLASS, "").equals("STANDARD")) {
            answer.remove(STORAGE_CLASS);
        }
        object.metadata().userMetadata().forEach((name, value) -> answer.set(USER + name, value));
        showEncryption(object.metadata(), answer);
        if (!object.metadata().tags().isEmpty()) {
            answer.set("x-amz-tagging-count", Integer.toString(object.metadata().tags().size()));
        }
    }

    static void showEncryption(ObjectMetadata metadata, Headers answer) {
        answer.set(
                ObjectMetadata.ENCRYPTION,
                metadata.headers().getOrDefault(ObjectMetadata.ENCRYPTION, "AES256"));
        Optional.ofNullable(metadata.headers().get(ObjectMetadata.KMS_KEY))
                .ifPresent(key -> answer.set(ObjectMetadata.KMS_KEY, key));
    }

    static void showChecksum(Optional<ObjectChecksum> checksum, Headers answer) {
        if (checksum.isPresent()) {
            answer.set(checksum.get().header(), checksum.get().value());
            answer.set("x-amz-checksum-type", checksum.get().type());
        }
    }

    /// What a copy keeps of its source.
    static ObjectMetadata copied(ObjectMetadata source, S3Request request) {
        ObjectMetadata asked = read(request);
        Map<String, String> headers = new LinkedHashMap<>(source.headers());
        headers.remove(STORAGE_CLASS);
        for (String name : KEPT) {
            if (name.startsWith("x-amz-") && asked.headers().containsKey(name)) {
                headers.put(name, asked.headers().get(name));
            }
        }
        return new ObjectMetadata(
                "",
                headers,
                source.userMetadata(),
                source.tags(),
                source.checksum(),
                UploadTrace.NONE);
    }

    static String storageClass(ObjectMetadata metadata) {
        return metadata.headers().getOrDefault(STORAGE_CLASS, "STANDARD");
    }

    static String quoted(String etag) {
        return '"' + etag + '"';
    }

    static String unquoted(String etag) {
        String text = etag.trim();
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    /// @throws ObjectStoreException for what would be a promise nobody keeps
    static void refuseUnsupported(S3Request request) {
        request.http()
                .headers()
                .forEach(
                        (name, value) -> {
                            if (name.startsWith("x-amz-object-lock-")
                                    || name.contains("encryption-customer-")
                                    || name.equals("x-amz-write-offset-bytes")) {
                                throw notImplemented(name);
                            }
                            if (name.startsWith("x-amz-grant-")) {
                                throw Acl.notSupported();
                            }
                        });
        Acl.checkCanned(request);
    }

    private static ObjectStoreException notImplemented(String header) {
        return new ObjectStoreException(
                "NotImplemented",
                "A header you provided implies functionality that is not implemented: " + header);
    }

    private static void checkStorageClass(Map<String, String> headers) {
        String given = headers.getOrDefault(STORAGE_CLASS, "STANDARD");
        if (!STORAGE_CLASSES.contains(given)) {
            throw new ObjectStoreException(
                    "InvalidStorageClass", "The storage class is not offered: " + given);
        }
    }

    private static void checkEncryption(Map<String, String> headers) {
        String given = headers.getOrDefault(ObjectMetadata.ENCRYPTION, "AES256");
        if (!ENCRYPTIONS.contains(given)) {
            throw new ObjectStoreException(
                    "InvalidArgument", "The encryption method specified is not supported");
        }
        if (headers.containsKey(ObjectMetadata.KMS_KEY) && !given.startsWith("aws:kms")) {
            throw new ObjectStoreException(
                    "InvalidArgument",
                    "Server Side Encryption with AWS KMS managed key requires HTTP header"
                            + " x-amz-server-side-encryption : aws:kms");
        }
    }

    /// `aws-chunked` was the transport's and does not belong to the object.
    private static String contentEncoding(S3Request request) {
        return request.http().headers().all("content-encoding").stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::trim)
                .filter(coding -> !coding.isEmpty() && !coding.equalsIgnoreCase("aws-chunked"))
                .collect(Collectors.joining(", "));
    }

    private static Map<String, String> userMetadata(Headers headers) {
        Map<String, String> found = new LinkedHashMap<>();
        headers.forEach(
                (name, value) -> {
                    if (name.startsWith(USER)) {
                        found.merge(
                                name.substring(USER.length()),
                                value,
                                (first, next) -> first + "," + next);
                    }
                });
        long bytes =
                found.entrySet().stream()
                        .mapToLong(entry -> byteCount(entry.getKey()) + byteCount(entry.getValue()))
                        .sum();
        if (bytes > USER_BYTES_MAX) {
            throw new ObjectStoreException(
                    "MetadataTooLarge", "user metadata is at most 2 KiB but had " + bytes);
        }
        return found;
    }

    /// Headers hold each byte of the wire as one character.
    private static long byteCount(String text) {
        return text.length();
    }
}
