package io.hydrant.observability.logs.run;

/// An event as it was taken.
public record StoredEvent(StreamIdentity stream, EventHead head, String message) {}
