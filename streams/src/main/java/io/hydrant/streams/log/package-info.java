/// The durable record log: what is acknowledged is on disk.
///
/// A log holds partitions; a partition is an append-only sequence of frames, numbered from 0
/// without gaps; a frame holds the records of one put. Implementations live in packages beside this
/// one and share one contract test.
package io.hydrant.streams.log;
