package io.hydrant.query.statement;

/// A text that is no statement of either grammar, or of a kind that is not supported: refused when
/// it is submitted.
public final class MalformedStatement extends Exception {
    private static final long serialVersionUID = 1;

    /// @param message such as `line 1:8: mismatched input 'form'. Expecting: ...`
    public MalformedStatement(String message) {
        super(message);
    }
}
