/// Meters of all components, and the text that Prometheus reads.
package io.hydrant.observability.metrics;
