package io.hydrant.observability.logs.run;

/// What stands before the message of an event.
///
/// @param timestamp the client's, in milliseconds since 1970
/// @param ingestedAt the server's, in milliseconds since 1970
/// @param sequence rises with every event that the server takes, over all streams
public record EventHead(long timestamp, long ingestedAt, long sequence) {}
