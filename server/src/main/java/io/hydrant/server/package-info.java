/// The composition root: configuration, HTTP, identity, and the wiring of all features.
package io.hydrant.server;
