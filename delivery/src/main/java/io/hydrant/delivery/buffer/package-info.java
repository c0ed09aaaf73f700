/// Collects records until they are worth an object.
///
/// A buffer closes at its size or age limit, whichever comes first. It holds where its records lie
/// in the log: its own memory does not grow with what it collects. Copies of records are in stores
/// that share one budget. Nothing here starts a thread or reads a clock.
package io.hydrant.delivery.buffer;
