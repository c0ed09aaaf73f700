/// The `hydrant` command: where it starts and how it ends.
///
/// Commands live in `command`. Whatever talks to a running server does so over the wire, like any
/// other client; only `host` knows that a server can also run in this process.
package io.hydrant.cli;
