/// A small client of the server's public API: signed requests over HTTP/1.1, nothing else.
///
/// It knows the few operations that the commands need. It never retries on its own: a caller that
/// wants to try again says so.
package io.hydrant.cli.client;
