package io.hydrant.observability.logs.refusal;

/// The group has no stream of this name.
public final class StreamNotFound extends LogsException {
    private static final long serialVersionUID = 1L;

    public StreamNotFound(String group, String stream) {
        super("log stream " + stream + " of group " + group + " does not exist");
    }
}
