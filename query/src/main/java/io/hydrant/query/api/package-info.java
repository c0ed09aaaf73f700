/// The Athena API: reads requests, asks the feature and renders. Nothing outside knows the wire.
package io.hydrant.query.api;
