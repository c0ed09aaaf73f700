package io.hydrant.cli.client;

/// The keys a request is signed with.
///
/// @param accessKeyId names the identity
/// @param secretAccessKey proves it; never printed
/// @param sessionToken goes with temporary keys; empty for lasting ones
public record Credentials(String accessKeyId, String secretAccessKey, String sessionToken) {
    public Credentials {
        if (accessKeyId.isEmpty() || secretAccessKey.isEmpty()) {
            throw new IllegalArgumentException(
                    "access key id and secret access key must not be empty");
        }
    }

    @Override
    public String toString() {
        return "Credentials[" + accessKeyId + "]";
    }
}
