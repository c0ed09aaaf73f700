package io.hydrant.cli.host;

import io.hydrant.cli.command.CommandFailed;

/// Starts servers in this process.
public interface ServerHost {
    /// Starts a server; it takes requests when this returns.
    ///
    /// @throws CommandFailed with one clear sentence if the port is busy, another process uses the
    ///   data folder, or the configuration cannot be read
    HostedServer start(ServerOptions options);
}
