/// Brings records of a producer to a data stream or a delivery stream: batches as large as the
/// service takes, sends again what it refuses, and tells how far it is.
package io.hydrant.cli.producer;
