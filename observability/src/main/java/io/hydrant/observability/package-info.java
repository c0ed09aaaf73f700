/// What the server shows of itself: metrics and delivery logs.
package io.hydrant.observability;
