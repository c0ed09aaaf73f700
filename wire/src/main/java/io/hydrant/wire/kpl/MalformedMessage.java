package io.hydrant.wire.kpl;

/// Bytes are not a protobuf message, or not the one expected. Never leaves the package.
final class MalformedMessage extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedMessage(String message) {
        super(message);
    }
}
