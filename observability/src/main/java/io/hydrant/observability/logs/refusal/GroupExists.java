package io.hydrant.observability.logs.refusal;

/// There is a group of this name.
public final class GroupExists extends LogsException {
    private static final long serialVersionUID = 1L;

    public GroupExists(String group) {
        super("log group " + group + " already exists");
    }
}
