package io.hydrant.streams.shard;

import java.time.Instant;

/// How a data stream stands, as its readers need to know.
///
/// @param active whether it is past its creation and not being deleted; also true while it is
///   updated
/// @param encrypted whether records are told to be encrypted
public record StreamState(Instant created, boolean active, boolean encrypted) {}
