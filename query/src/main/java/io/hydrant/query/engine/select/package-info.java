/// Queries that give rows to their clients.
package io.hydrant.query.engine.select;
