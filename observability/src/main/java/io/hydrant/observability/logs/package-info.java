/// Log groups and streams, of the server's own writers and of clients, as files under the data
/// folder: bounded, rotated and expired.
///
/// An event is with the operating system when it is taken: it survives the end of the process, not
/// a loss of power.
package io.hydrant.observability.logs;
