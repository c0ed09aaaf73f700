package io.hydrant.cli.client;

/// The server refused a request, or did not answer.
public final class WireFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// The code of a failure that no server stated.
    public static final String NO_ANSWER = "NoAnswer";

    private static final int NO_STATUS = 0;

    private final String code;
    private final int status;

    /// @param code the service's error code, such as `ResourceNotFoundException`
    public WireFailure(String code, String message) {
        this(code, message, NO_STATUS);
    }

    /// @param status of the HTTP response
    public WireFailure(String code, String message, int status) {
        super(message);
        this.code = code;
        this.status = status;
    }

    /// Nobody answered, or the connection broke.
    public WireFailure(String message, Throwable cause) {
        super(message, cause);
        this.code = NO_ANSWER;
        this.status = NO_STATUS;
    }

    public String code() {
        return code;
    }

    /// Of the HTTP response; 0 when there was none.
    public int status() {
        return status;
    }
}
