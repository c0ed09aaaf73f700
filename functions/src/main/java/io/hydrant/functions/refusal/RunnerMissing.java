package io.hydrant.functions.refusal;

/// Nothing is there that could run a function.
public final class RunnerMissing extends FunctionsException {
    private static final long serialVersionUID = 1L;

    public RunnerMissing(String message) {
        super(message);
    }
}
