package io.hydrant.cli.host;

import io.hydrant.cli.command.CommandFailed;

/// Servers of this very program.
public final class EmbeddedServers implements ServerHost {
    @Override
    public HostedServer start(ServerOptions options) {
        throw new CommandFailed("this build holds no server yet");
    }
}
