package io.hydrant.cli.host;

import io.hydrant.cli.terminal.CommandFailed;

/// Servers of this very program.
public final class EmbeddedServers implements ServerHost {
    @Override
    public HostedServer start(ServerOptions options) {
        throw new CommandFailed("this build holds no server yet");
    }
}
