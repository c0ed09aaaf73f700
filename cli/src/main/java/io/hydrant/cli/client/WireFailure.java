package io.hydrant.cli.client;

/// The server refused a request, or did not answer.
public final class WireFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    /// @param code the service's error code, such as `ResourceNotFoundException`
    public WireFailure(String code, String message) {
        super(message);
        this.code = code;
    }

    /// Nobody answered, or the connection broke.
    public WireFailure(String message, Throwable cause) {
        super(message, cause);
        this.code = "NoAnswer";
    }

    public String code() {
        return code;
    }
}
