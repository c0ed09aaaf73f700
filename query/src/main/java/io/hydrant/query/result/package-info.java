/// Columns and rows of results: their types and texts, their files in the object store, their
/// pages.
package io.hydrant.query.result;
