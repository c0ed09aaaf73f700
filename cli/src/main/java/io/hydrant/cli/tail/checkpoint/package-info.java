/// Remembers how far each file was sent, so that a stop at any moment loses no record.
///
/// A position is written down only after the destination has acknowledged what comes before it.
package io.hydrant.cli.tail.checkpoint;
