/// How the catalog lies in the resource store: rows, their names, and what is removed with them.
///
/// A table is stored under the id of its database, versions and partitions under the id of their
/// table. What was removed is therefore out of reach at once, whatever else is still to be cleared.
package io.hydrant.catalog.store;
