/// What JSON to Parquet costs, beside other programs that do the same work.
///
/// The work: read taxi trips from a file, keep those of type `trip` with both longitudes not zero,
/// write ten columns as Parquet with Snappy to a folder. Every program runs in a process of its
/// own, reads the same file with one thread, and does the work four times: the first pass shows
/// what two million records cost with start and compilation, the last what a million costs from
/// then on.
package io.hydrant.benchmarks.conversion;
