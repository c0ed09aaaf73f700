/// From an intent to an object in its store: rendering, uploading, trying again.
package io.hydrant.delivery.destination;
