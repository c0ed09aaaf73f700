package io.hydrant.cli.replay;

/// A line is not what its document should hold; the message says why.
final class BrokenLine extends Exception {
    private static final long serialVersionUID = 1L;

    BrokenLine(String message) {
        super(message);
    }
}
