package io.hydrant.server.config;

import io.hydrant.server.http.HttpLimits;

import java.time.Duration;

/// The port and its bounds.
///
/// @param port 0 for any free one
/// @param bodyBytesMax the longest request of any service but S3
/// @param bodyBudgetBytes all request bodies held at once, of all services but S3
/// @param bodyBudgetPatience how long a request waits for its share before it is refused
/// @param openMetrics whether health and metrics are answered without a signature
public record HttpConfig(
        String bind,
        int port,
        TlsConfig tls,
        HttpLimits limits,
        int bodyBytesMax,
        long bodyBudgetBytes,
        Duration bodyBudgetPatience,
        boolean openMetrics) {}
