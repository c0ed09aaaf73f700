package io.hydrant.cli.generate;

/// A placeholder is not known, or its arguments are wrong; the message says which.
final class WrongPlaceholder extends Exception {
    private static final long serialVersionUID = 1L;

    WrongPlaceholder(String message) {
        super(message);
    }
}
