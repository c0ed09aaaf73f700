/// How components count what they do, without knowing who reads it.
///
/// A component takes a [Telemetry] in its constructor, asks it for its meters once, and keeps them.
package io.hydrant.kernel.telemetry;
