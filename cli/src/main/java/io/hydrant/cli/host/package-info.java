/// A server in this process, as far as a command needs to know it.
///
/// The only package of the command line that may name the classes of the server.
package io.hydrant.cli.host;
