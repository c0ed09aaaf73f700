package io.hydrant.query.refusal;

/// The request asks for something that is not, or that cannot be.
public final class InvalidRequest extends QueryException {
    private static final long serialVersionUID = 1L;

    /// What the service calls the kind of mistake.
    public enum Code {
        INVALID_INPUT,
        MALFORMED_QUERY,
        RESOURCE_NOT_FOUND
    }

    private final Code code;

    public InvalidRequest(Code code, String message) {
        super(message);
        this.code = code;
    }

    public InvalidRequest(String message) {
        this(Code.INVALID_INPUT, message);
    }

    /// Something the service has and Hydrant has not.
    ///
    /// @param subject with its verb, such as `Managed query results are`
    public static InvalidRequest unsupported(String subject) {
        return new InvalidRequest(subject + " not supported by this version of Hydrant.");
    }

    public static InvalidRequest noExecution(String id) {
        return new InvalidRequest(
                Code.RESOURCE_NOT_FOUND, "QueryExecution " + id + " was not found");
    }

    public static InvalidRequest noWorkGroup(String name) {
        return new InvalidRequest(Code.RESOURCE_NOT_FOUND, "WorkGroup " + name + " is not found.");
    }

    public static InvalidRequest noNamedQuery(String id) {
        return new InvalidRequest(Code.RESOURCE_NOT_FOUND, "NamedQuery " + id + " was not found");
    }

    public Code code() {
        return code;
    }
}
