package io.hydrant.wire.rest;

import java.util.Map;

/// How a refusal looks on the wire: `{"Type":"User","message":"...","Message":"..."}` with the code
/// in `x-amzn-ErrorType`. Both spellings are sent: the model's errors differ in them.
///
/// @param members what the body holds besides
/// @param headers what is sent besides
public record RestError(
        int status,
        String code,
        String message,
        Map<String, String> members,
        Map<String, String> headers) {
    public RestError {
        members = Map.copyOf(members);
        headers = Map.copyOf(headers);
    }

    public RestError(int status, String code, String message) {
        this(status, code, message, Map.of(), Map.of());
    }

    /// Whose fault it is, in the service's words.
    String type() {
        return status < 500 ? "User" : "Server";
    }
}
