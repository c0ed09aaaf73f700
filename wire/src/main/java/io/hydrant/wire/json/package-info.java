/// AWS JSON 1.1 (and 1.0): one [JsonService] per service, one [Operation] per operation.
package io.hydrant.wire.json;
