/// Queries in the engine's dialect: their relations, their clauses, and which partitions each use
/// of a table needs.
///
/// Every relation and column gets a name of its own, so that no name of the query itself reaches
/// the engine but those of the catalog's columns, in quotes.
package io.hydrant.query.dialect.query;
