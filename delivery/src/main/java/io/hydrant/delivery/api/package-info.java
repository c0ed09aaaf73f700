/// The Firehose API: one class per operation, named as the service names it.
///
/// Checks the shape of requests, calls the feature and renders its answers; nothing outside this
/// package knows the wire. Puts have a fast path here that reads and writes JSON itself; it accepts
/// only what the general path would read to the same records.
package io.hydrant.delivery.api;
