package io.hydrant.storage.object;

import java.util.Map;
import java.util.Optional;

/// What is kept with an object's bytes.
///
/// @param kmsKeyArn the key for `aws:kms` encryption by the store, when asked for
/// @param userMetadata `x-amz-meta-*`, names lower-case without that prefix
public record ObjectAttributes(
        String contentType,
        Optional<String> contentEncoding,
        Optional<String> kmsKeyArn,
        Map<String, String> userMetadata) {
    public ObjectAttributes {
        userMetadata = Map.copyOf(userMetadata);
    }
}
