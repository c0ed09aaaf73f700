package io.hydrant.cli.host;

import io.hydrant.cli.client.Credentials;

import java.net.URI;

/// A server that runs in this process.
public interface HostedServer extends AutoCloseable {
    /// Where it listens: with the port really taken, also when a free one was asked for.
    URI endpoint();

    /// One line for the operator: endpoint, data folder, credentials in use.
    String banner();

    /// Keys that it takes.
    Credentials credentials();

    /// Answers the requests that are open, writes down what is left and stops; the second call does
    /// nothing.
    @Override
    void close();
}
