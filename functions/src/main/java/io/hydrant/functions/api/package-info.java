/// The Lambda API. Nothing else in this module knows the wire.
package io.hydrant.functions.api;
