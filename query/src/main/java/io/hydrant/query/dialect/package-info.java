/// Athena's SQL in the engine's dialect: read by a parser of the former's own grammar, changed on
/// the syntax tree, so that only what is known gets through.
package io.hydrant.query.dialect;
