package io.hydrant.query.refusal;

/// There is no resource of this name, where the service tells that apart from invalid requests.
public final class NotFound extends QueryException {
    private static final long serialVersionUID = 1L;

    private final String resourceName;

    public NotFound(String resourceName, String message) {
        super(message);
        this.resourceName = resourceName;
    }

    public static NotFound preparedStatement(String name, String workGroup) {
        return new NotFound(
                name, "PreparedStatement " + name + " was not found in workGroup " + workGroup);
    }

    public String resourceName() {
        return resourceName;
    }
}
