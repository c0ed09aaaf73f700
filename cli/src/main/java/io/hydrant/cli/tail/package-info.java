/// Sends what is written to files, as the Amazon Kinesis Agent does with the same configuration.
///
/// A flow is a plain object that is stepped: files and the time in, batches out. Threads, pauses
/// and the terminal are at the edge, in [io.hydrant.cli.tail.TailRun].
package io.hydrant.cli.tail;
