/// Rows of the resource store that hold work groups, executions and what belongs to them: their
/// types, names and tokens of listings.
package io.hydrant.query.store;
