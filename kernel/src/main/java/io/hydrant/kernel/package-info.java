/// The vocabulary every feature shares: names and ARNs, refusals, telemetry.
///
/// Values only. Nothing here does I/O, starts a thread or needs a library.
package io.hydrant.kernel;
