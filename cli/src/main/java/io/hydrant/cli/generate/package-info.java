/// Makes up records from templates: `hydrant generate`.
///
/// A template is compiled once into pieces that write bytes. What record number `n` holds depends
/// on nothing but the seed, `n` and its time, so a run that goes on after a stop makes the same
/// records as one that was never stopped.
package io.hydrant.cli.generate;
