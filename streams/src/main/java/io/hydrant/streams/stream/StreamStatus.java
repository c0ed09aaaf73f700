package io.hydrant.streams.stream;

/// Where a data stream is in its life.
///
///     CREATING ──> ACTIVE <──> UPDATING
///        │           │            │
///        └───────────┴────────────┴──> DELETING ──> (gone)
///
/// A user's call moves a stream to CREATING, UPDATING and DELETING, the server moves it on: see
/// [DataStreams]. Records are read and written while it is ACTIVE or UPDATING.
public enum StreamStatus {
    CREATING,
    ACTIVE,
    UPDATING,
    DELETING;

    public boolean takesRecords() {
        return this == ACTIVE || this == UPDATING;
    }
}
