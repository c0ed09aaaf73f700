package io.hydrant.formats.json.reference;

/// A value does not fit its column.
final class Mismatch extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Mismatch(String message) {
        super(message);
    }
}
