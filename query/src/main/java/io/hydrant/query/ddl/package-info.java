/// Definitions: statements of Hive's grammar, and what they do to the catalog.
///
/// A statement is parsed by Spark's grammar, which is Hive's and more, read into a [DdlStatement],
/// and carried out. What the grammar has and Athena has not is refused by name.
package io.hydrant.query.ddl;
