package io.hydrant.wire.json;

import io.hydrant.wire.auth.Caller;

/// One call of one operation, its body read and its signature checked.
///
/// @param encoding how the body is written, and how the answer must be
/// @param body holds the body in its first `bodyBytes` bytes; the array may be longer and belongs
///   to the server: nothing may keep it after the call
public record ApiCall(
        Caller caller, String requestId, Encoding encoding, byte[] body, int bodyBytes) {}
