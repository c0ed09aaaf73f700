package io.hydrant.wire.auth;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Signing keys derived lately, so that a request costs one HMAC instead of five.
///
/// Only keys that verified a request are kept: nobody without a secret can fill the cache. Full, it
/// starts over. Safe for use by many threads.
final class SigningKeys {
    private static final int KEYS_MAX = 1000;

    private final Map<Origin, byte[]> keys = new ConcurrentHashMap<>();

    private record Origin(String secretKey, Scope scope) {}

    byte[] key(Credentials credentials, Scope scope) {
        return Optional.ofNullable(keys.get(new Origin(credentials.secretKey(), scope)))
                .orElseGet(() -> derive(credentials.secretKey(), scope));
    }

    /// Says that a key verified a request.
    void keep(Credentials credentials, Scope scope, byte[] key) {
        if (keys.size() >= KEYS_MAX) {
            keys.clear();
        }
        keys.putIfAbsent(new Origin(credentials.secretKey(), scope), key);
    }

    private static byte[] derive(String secretKey, Scope scope) {
        byte[] secret = ("AWS4" + secretKey).getBytes(StandardCharsets.UTF_8);
        byte[] date = Hashes.hmacSha256(secret, scope.date());
        byte[] region = Hashes.hmacSha256(date, scope.region());
        byte[] service = Hashes.hmacSha256(region, scope.service());
        return Hashes.hmacSha256(service, Scope.TERMINATOR);
    }
}
