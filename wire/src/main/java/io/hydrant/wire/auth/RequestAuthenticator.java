package io.hydrant.wire.auth;

import io.hydrant.wire.http.HttpRequest;

import java.io.IOException;
import java.time.InstantSource;

/// Finds out who signed a request and whether it is what they signed.
public final class RequestAuthenticator {

    public RequestAuthenticator(CredentialSource credentials, InstantSource clock) {
        this(credentials, clock, ClockSkew.DEFAULTS);
    }

    public RequestAuthenticator(
            CredentialSource credentials, InstantSource clock, ClockSkew skew) {}

    /// @param bodyBytesMax how long the body of a request to any service but S3 may be
    /// @return the request to hand on, its body decoded and verified
    /// @throws AuthenticationFailure if the request is refused
    /// @throws IOException if the client went away while its body was read
    public AuthenticatedRequest authenticate(HttpRequest request, int bodyBytesMax)
            throws IOException {
        throw new UnsupportedOperationException("verification follows");
    }
}
