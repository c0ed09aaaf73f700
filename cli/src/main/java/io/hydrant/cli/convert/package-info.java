/// Converts stored JSON to columnar files without a server: `hydrant convert`.
///
/// ```
/// objects -> documents -> blocks -> lanes: rows -> files
///                            (one thread each)
/// ```
///
/// One thread reads and cuts, lanes convert and write. Which lane gets which block depends on
/// nothing but their number, so the same input gives the same files. A document that does not fit
/// is rejected by name and never takes others with it.
package io.hydrant.cli.convert;
