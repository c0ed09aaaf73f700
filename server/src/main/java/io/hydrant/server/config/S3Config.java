package io.hydrant.server.config;

import io.hydrant.kernel.name.Region;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// Where the buckets are that delivery writes to.
///
/// @param otherwise for buckets that are not named
public record S3Config(BucketPlace otherwise, Map<String, BucketPlace> byBucket) {
    public S3Config {
        byBucket = Map.copyOf(byBucket);
    }

    public BucketPlace placeOf(String bucket) {
        return byBucket.getOrDefault(bucket, otherwise);
    }

    /// Where a bucket is.
    public sealed interface BucketPlace {
        /// In this server's own store.
        record Embedded() implements BucketPlace {}

        /// In another S3.
        ///
        /// @param endpoint AWS itself when empty
        /// @param pathStyle whether the bucket's name goes into the path instead of the host
        /// @param keys what the AWS SDK finds by itself when empty
        record Outside(
                Optional<URI> endpoint, Region region, boolean pathStyle, Optional<Keys> keys)
                implements BucketPlace {}
    }

    /// Credentials for another S3.
    public record Keys(String accessKey, String secretKey) {
        /// Keeps the secret out of logs.
        @Override
        public String toString() {
            return "Keys[" + accessKey + "]";
        }
    }
}
