package io.hydrant.functions.runtime.endpoint;

import io.hydrant.functions.runtime.Payload;

import java.util.Map;
import java.util.Optional;

/// A request as it was read.
///
/// @param headers by name in lower case; trailers of a chunked body are among them
/// @param body at most one byte more than the limit of an answer; the rest was read and dropped
record EndpointRequest(
        String method, String path, Map<String, String> headers, Payload body, boolean keepAlive) {

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }
}
