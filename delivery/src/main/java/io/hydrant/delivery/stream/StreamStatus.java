package io.hydrant.delivery.stream;

/// Where a delivery stream is in its life.
///
///     CREATING ──> ACTIVE ───────────> DELETING ──> (gone)
///        │                              ↑   │ ↑
///        └──> CREATING_FAILED ──────────┘   ↓ │
///                                   DELETING_FAILED
///
/// A user's call moves a stream to CREATING and DELETING, the server moves it on: see
/// [DeliveryStreams].
public enum StreamStatus {
    CREATING,
    CREATING_FAILED,
    ACTIVE,
    DELETING,
    DELETING_FAILED;

    /// Whether a user may ask for its deletion. Asking again is harmless.
    boolean deletable() {
        return this != CREATING;
    }

    /// Whether the engine runs it.
    public boolean running() {
        return this == ACTIVE;
    }
}
