package io.hydrant.cli.terminal;

/// A command cannot do what it was asked; the message is the one sentence a person sees.
public final class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CommandFailed(String message) {
        super(message);
    }

    public CommandFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
