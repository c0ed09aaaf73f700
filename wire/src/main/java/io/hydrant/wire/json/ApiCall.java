package io.hydrant.wire.json;

import io.hydrant.wire.auth.Caller;

/// One call of one operation, its body read and its signature checked.
///
/// @param body holds the body in its first `bodyBytes` bytes; the array may be longer and belongs
///   to the server: nothing may keep it after the call
public record ApiCall(Caller caller, String requestId, byte[] body, int bodyBytes) {}
