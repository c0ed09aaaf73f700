/// Expressions in the engine's dialect, with their types: what each becomes depends on the types of
/// its operands, so both are found in one walk.
///
/// Names are resolved here, not by the engine: a column is written as the one relation's column
/// that it stands for. Functions are a list (`functions.txt`).
package io.hydrant.query.dialect.expression;
