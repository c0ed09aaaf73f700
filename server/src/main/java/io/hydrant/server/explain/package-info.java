/// Explains records by a configuration in a file, where no server runs: for the command line, which
/// knows no features but those of a server.
package io.hydrant.server.explain;
