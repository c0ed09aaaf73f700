/// AWS JSON 1.1 (and 1.0) and its CBOR form: one [JsonService] per service, one [Operation] per
/// operation. What services do differently is their [Dialect].
package io.hydrant.wire.json;
