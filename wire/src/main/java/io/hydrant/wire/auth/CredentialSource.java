package io.hydrant.wire.auth;

import java.util.Optional;

/// Knows access keys. Asked once per request, by many threads at once.
@FunctionalInterface
public interface CredentialSource {
    Optional<Credentials> find(String accessKeyId);
}
