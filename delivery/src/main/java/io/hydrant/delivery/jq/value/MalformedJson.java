package io.hydrant.delivery.jq.value;

/// Bytes that are not JSON; the message says why and at which byte.
public final class MalformedJson extends RuntimeException {
    private static final long serialVersionUID = 1;

    MalformedJson(String why, int offset) {
        super(why + " at byte " + offset, null, false, false);
    }
}
