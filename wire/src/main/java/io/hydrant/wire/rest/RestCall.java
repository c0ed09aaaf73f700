package io.hydrant.wire.rest;

import io.hydrant.wire.auth.Caller;
import io.hydrant.wire.http.BodyBytes;

import java.util.Arrays;

/// One call of one operation, its body read and its signature checked.
///
/// @param origin where the caller reached the server, such as `http://127.0.0.1:4566`
/// @param body belongs to the server: nothing may keep its array after the call
public record RestCall(Caller caller, String requestId, String origin, BodyBytes body) {
    /// The body as the caller sent it; a copy.
    public byte[] bodyCopy() {
        return Arrays.copyOf(body.array(), body.length());
    }
}
