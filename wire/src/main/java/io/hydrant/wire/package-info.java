/// The protocols of AWS clients: bytes in, typed requests out, and back.
///
/// Nothing here does I/O or knows a feature. The server hands in an
/// [io.hydrant.wire.http.HttpRequest], [io.hydrant.wire.auth] says whose it is, and a protocol
/// package turns it into a call.
package io.hydrant.wire;
