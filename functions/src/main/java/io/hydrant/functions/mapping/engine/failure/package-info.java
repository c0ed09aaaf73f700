/// Batches that were given up, and who is told of them.
package io.hydrant.functions.mapping.engine.failure;
