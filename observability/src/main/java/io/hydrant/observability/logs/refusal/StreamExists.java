package io.hydrant.observability.logs.refusal;

/// The group has a stream of this name.
public final class StreamExists extends LogsException {
    private static final long serialVersionUID = 1L;

    public StreamExists(String group, String stream) {
        super("log stream " + stream + " of group " + group + " already exists");
    }
}
