/// Measures a server that runs as a child process, so that its CPU time is its own.
///
/// Requests are signed before the clock starts and sent over plain sockets: the client shall cost
/// little beside the server it measures. Figures are printed, never judged.
package io.hydrant.cli.bench;
