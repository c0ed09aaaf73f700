/// SQL over the tables of the catalog, as clients of Athena send it.
///
/// A statement is read as one of the two grammars that Athena has (`statement`): queries are
/// translated to the engine's dialect (`dialect`), their tables become scans of the delivered
/// files, and the engine runs them; definitions change the catalog. Executions keep the state of
/// each (`execution`), results lie in the object store (`result`).
package io.hydrant.query;
