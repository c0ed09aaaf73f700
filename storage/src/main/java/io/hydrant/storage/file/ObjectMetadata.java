package io.hydrant.storage.file;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What is kept of an object beside its bytes.
///
/// @param etag without quotes
/// @param headers answered as they were given, names lower-case: `content-type`, `cache-control`,
///   encryption headers and their like
/// @param userMetadata `x-amz-meta-*`, names lower-case without that prefix
/// @param tags in the order given
public record ObjectMetadata(
        String etag,
        Map<String, String> headers,
        Map<String, String> userMetadata,
        Map<String, String> tags,
        Optional<ObjectChecksum> checksum,
        UploadTrace upload) {
    public static final String CONTENT_TYPE = "content-type";
    public static final String CONTENT_ENCODING = "content-encoding";
    public static final String ENCRYPTION = "x-amz-server-side-encryption";
    public static final String KMS_KEY = "x-amz-server-side-encryption-aws-kms-key-id";

    public ObjectMetadata {
        headers = ordered(headers);
        userMetadata = ordered(userMetadata);
        tags = ordered(tags);
    }

    public static ObjectMetadata of(
            String etag, Map<String, String> headers, Map<String, String> userMetadata) {
        return new ObjectMetadata(
                etag, headers, userMetadata, Map.of(), Optional.empty(), UploadTrace.NONE);
    }

    public ObjectMetadata withEtag(String other) {
        return new ObjectMetadata(other, headers, userMetadata, tags, checksum, upload);
    }

    public ObjectMetadata withTags(Map<String, String> others) {
        return new ObjectMetadata(etag, headers, userMetadata, others, checksum, upload);
    }

    public ObjectMetadata withChecksum(Optional<ObjectChecksum> other) {
        return new ObjectMetadata(etag, headers, userMetadata, tags, other, upload);
    }

    public ObjectMetadata withUpload(UploadTrace other) {
        return new ObjectMetadata(etag, headers, userMetadata, tags, checksum, other);
    }

    private static Map<String, String> ordered(Map<String, String> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
