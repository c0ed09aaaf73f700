package io.hydrant.formats.footer;

/// A file that is not what it seemed to be.
public final class UnreadableFooter extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableFooter(String message) {
        super(message);
    }

    UnreadableFooter(String message, Throwable cause) {
        super(message, cause);
    }
}
