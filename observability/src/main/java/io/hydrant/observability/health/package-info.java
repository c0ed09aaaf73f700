/// Whether the server and each of its parts can do their work right now.
package io.hydrant.observability.health;
