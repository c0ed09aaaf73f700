/// Collects records until they are worth an object.
///
/// A buffer closes at its size or age limit, whichever comes first. It holds where its records lie
/// in the log, not their bytes: its memory does not grow with what it collects. Nothing here starts
/// a thread or reads a clock.
package io.hydrant.delivery.buffer;
