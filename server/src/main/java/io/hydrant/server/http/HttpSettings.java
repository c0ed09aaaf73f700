package io.hydrant.server.http;

import java.util.Optional;

/// Where a port listens and how.
///
/// @param bind the address or host name of the interface
/// @param port 0 for any free one
/// @param tls the key and certificates; without them the port speaks plain HTTP only, with them
///   both, as each connection's first bytes ask
public record HttpSettings(String bind, int port, Optional<TlsIdentity> tls, HttpLimits limits) {}
