package io.hydrant.delivery.gather;

/// A store has no records any more: memory was short and they could not be staged, or they cannot
/// be read back. Whoever needs them reads them from the log, from the first one on.
public final class LostRecords extends Exception {
    private static final long serialVersionUID = 1L;

    LostRecords(String message) {
        super(message);
    }

    LostRecords(String message, Throwable cause) {
        super(message, cause);
    }
}
