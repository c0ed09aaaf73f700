/// Statements that write data: `CREATE TABLE AS`, `INSERT INTO`, `UNLOAD`.
///
/// The engine writes files into the statement's folder, one at least for each partition; they are
/// put into the object store one by one, and the catalog is changed last. What a statement put
/// before it failed is removed again.
package io.hydrant.query.engine.write;
