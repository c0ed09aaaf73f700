package io.hydrant.cli.host;

import io.hydrant.kernel.error.HydrantException;

/// Starts servers in this process.
public interface ServerHost {
    /// Starts a server; it takes requests when this returns.
    ///
    /// @throws HydrantException with one clear sentence if the port is busy, another process uses
    ///   the data folder, or the configuration cannot be read
    HostedServer start(ServerOptions options);
}
