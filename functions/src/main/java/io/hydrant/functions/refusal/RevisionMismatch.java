package io.hydrant.functions.refusal;

/// Somebody else changed it since the caller looked.
public final class RevisionMismatch extends FunctionsException {
    private static final long serialVersionUID = 1L;

    public RevisionMismatch() {
        super(
                "The Revision Id provided does not match the latest Revision Id. Call the"
                        + " GetFunction/GetAlias API to retrieve the latest Revision Id");
    }
}
