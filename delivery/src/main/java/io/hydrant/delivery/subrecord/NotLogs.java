package io.hydrant.delivery.subrecord;

/// A record is not what CloudWatch Logs sends; the message says why.
final class NotLogs extends Exception {
    private static final long serialVersionUID = 1L;

    NotLogs(String message) {
        super(message, null, false, false);
    }
}
