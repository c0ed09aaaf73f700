/// Turns an object's records into its stored bytes: the compressions of object destinations.
///
/// The same records always give the same bytes: an upload that is retried, also after a restart,
/// renders its object again.
package io.hydrant.delivery.destination.encode;
