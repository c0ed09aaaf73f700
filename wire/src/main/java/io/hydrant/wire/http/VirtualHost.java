package io.hydrant.wire.http;

import java.util.Optional;

/// The bucket an S3 request names in its `Host` header: `bucket.s3.eu-west-1.amazonaws.com`,
/// `bucket.s3-eu-west-1.amazonaws.com`, `bucket.s3.localhost:4566`, `bucket.localhost:4566`.
///
/// Whoever routes S3 requests asks here, because old presigned URLs sign the bucket of the host:
/// two opinions would let a URL for one object open another.
public final class VirtualHost {
    private VirtualHost() {}

    /// Empty when the bucket stands in the path.
    public static Optional<String> bucket(HttpRequest request) {
        return request.headers().first("host").flatMap(VirtualHost::bucketOf);
    }

    private static Optional<String> bucketOf(String host) {
        int colon = host.lastIndexOf(':');
        String name = colon < 0 || host.endsWith("]") ? host : host.substring(0, colon);
        int end = -1;
        if (name.endsWith(".amazonaws.com") || name.endsWith(".amazonaws.com.cn")) {
            end = Math.max(name.lastIndexOf(".s3."), name.lastIndexOf(".s3-"));
        } else if (name.endsWith(".s3.localhost")) {
            end = name.length() - ".s3.localhost".length();
        } else if (name.endsWith(".localhost") && !name.equals("s3.localhost")) {
            end = name.length() - ".localhost".length();
        }
        return end <= 0 ? Optional.empty() : Optional.of(name.substring(0, end));
    }
}
