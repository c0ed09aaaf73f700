/// Rows in memory, column by column.
///
/// A [io.hydrant.formats.column.RowBatch] has one vector per column, nested ones have vectors
/// inside. Readers append values, writers read them; a row that fails is taken back by truncating.
/// Vectors grow to what their rows need and are reused. For one thread.
package io.hydrant.formats.column;
