package io.hydrant.server.http;

import java.io.IOException;

/// Why the body of a request could not be read to its end.
public sealed class BodyFailure extends IOException {
    private static final long serialVersionUID = 1L;

    private BodyFailure(String message, Throwable cause) {
        super(message, cause);
    }

    /// The client sends, but too slowly: 408.
    public static final class TooSlow extends BodyFailure {
        private static final long serialVersionUID = 1L;

        TooSlow(long receivedBytes) {
            super(
                    "Your socket connection to the server was not read from or written to within"
                            + " the timeout period. Idle connections will be closed. ("
                            + receivedBytes
                            + " bytes received)",
                    null);
        }
    }

    /// The client vanished, or what it sent cannot be understood: 400, if it is still there.
    public static final class Broken extends BodyFailure {
        private static final long serialVersionUID = 1L;

        Broken(long receivedBytes, Throwable cause) {
            super("The request body ended early, after " + receivedBytes + " bytes.", cause);
        }
    }

    /// All connections together hold as many bytes of request bodies as they may: 503.
    public static final class OverBudget extends BodyFailure {
        private static final long serialVersionUID = 1L;

        OverBudget(long budgetBytes) {
            super(
                    "The server holds "
                            + budgetBytes
                            + " bytes of request bodies, as many as it may. Try again later.",
                    null);
        }
    }
}
