package io.hydrant.wire.auth;

import io.hydrant.kernel.name.AccountId;

import java.util.Optional;

/// An access key and whose it is.
///
/// @param sessionToken must come with every request when present (temporary credentials)
public record Credentials(
        String accessKeyId, String secretKey, Optional<String> sessionToken, AccountId account) {

    /// Keeps the secret out of logs.
    @Override
    public String toString() {
        return "Credentials[" + accessKeyId + ", account " + account + "]";
    }
}
