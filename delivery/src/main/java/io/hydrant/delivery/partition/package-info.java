/// Decides under which key an object is stored: prefix expressions and object names.
///
/// Nothing here reads a clock or draws randomness of its own: callers pass the arrival of the
/// oldest record and the source of randomness, so every key can be computed again.
package io.hydrant.delivery.partition;
