/// Carries HTTP: sockets, TLS, HTTP/1.1 and HTTP/2 on one port, and the bounds on all of them.
///
/// The only package that knows Jetty. It turns what arrives into an
/// [io.hydrant.wire.http.HttpRequest], asks a [RequestHandler] and sends its answer; it knows no
/// service and no protocol above HTTP. Every bound is in [HttpLimits].
package io.hydrant.server.http;
