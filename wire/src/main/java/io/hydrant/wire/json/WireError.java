package io.hydrant.wire.json;

import java.util.Map;

/// How a refusal looks on the wire.
///
/// @param code the `__type`, such as `ResourceNotFoundException`
/// @param extraMembers what the body holds besides `__type` and `message`
public record WireError(int status, String code, String message, Map<String, String> extraMembers) {
    public WireError {
        extraMembers = Map.copyOf(extraMembers);
    }

    public WireError(int status, String code, String message) {
        this(status, code, message, Map.of());
    }

    /// An error of the client with the usual status of JSON services.
    public static WireError badRequest(String code, String message) {
        return new WireError(400, code, message);
    }
}
