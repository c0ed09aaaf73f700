package io.hydrant.storage.object;

import io.hydrant.kernel.error.InvalidArgument;

import java.nio.charset.StandardCharsets;

/// Where an object lies. The key is any text of 1-1,024 bytes in UTF-8; no store treats it as a
/// path.
public record ObjectAddress(String bucket, String key) {
    public ObjectAddress {
        int keyBytes = key.getBytes(StandardCharsets.UTF_8).length;
        if (keyBytes < 1 || keyBytes > 1024) {
            throw new InvalidArgument("object key must be 1-1,024 bytes but had " + keyBytes);
        }
    }

    @Override
    public String toString() {
        return "s3://" + bucket + "/" + key;
    }
}
