package io.hydrant.observability.logs.run;

/// A stream; one created later under the same name is another.
///
/// @param id unique among the streams of a server
public record StreamIdentity(long id, String name) {}
