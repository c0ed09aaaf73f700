package io.hydrant.observability.logs.refusal;

/// There is no group of this name.
public final class GroupNotFound extends LogsException {
    private static final long serialVersionUID = 1L;

    public GroupNotFound(String group) {
        super("log group " + group + " does not exist");
    }
}
