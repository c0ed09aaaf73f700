package io.hydrant.storage.api;

import io.hydrant.storage.object.ObjectAddress;
import io.hydrant.storage.object.ObjectStoreException;
import io.hydrant.wire.auth.Caller;
import io.hydrant.wire.http.HttpRequest;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A request of S3's protocol, its body not yet read.
record S3Request(S3Target target, Query query, HttpRequest http, Caller caller) {
    private static final int KEY_BYTES_MAX = 1_024;

    String bucket() {
        return target.bucket();
    }

    String key() {
        return target.key();
    }

    ObjectAddress address() {
        return address(bucket(), key());
    }

    Optional<String> header(String name) {
        return http.headers().first(name);
    }

    /// A parameter that is a whole number of zero or more.
    int number(String name, int fallback) {
        Optional<String> text = query.first(name).filter(value -> !value.isEmpty());
        if (text.isEmpty()) {
            return fallback;
        }
        try {
            int number = Integer.parseInt(text.get());
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw notInteger(name, e);
        }
        throw new ObjectStoreException(
                "InvalidArgument",
                "Argument " + name + " must be an integer between 0 and 2147483647");
    }

    static ObjectAddress address(String bucket, String key) {
        if (key.getBytes(StandardCharsets.UTF_8).length > KEY_BYTES_MAX) {
            throw new ObjectStoreException("KeyTooLongError", "Your key is too long");
        }
        if (key.isEmpty()) {
            throw new ObjectStoreException("InvalidArgument", "A key must not be empty");
        }
        return new ObjectAddress(bucket, key);
    }

    private static ObjectStoreException notInteger(String name, NumberFormatException cause) {
        return new ObjectStoreException(
                "InvalidArgument",
                "Provided " + name + " not an integer or within integer range",
                cause);
    }
}
