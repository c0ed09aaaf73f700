/// Statements kept for later: named queries, and prepared statements of work groups, by the API and
/// by the SQL statements `PREPARE`, `EXECUTE` and `DEALLOCATE PREPARE`.
package io.hydrant.query.saved;
