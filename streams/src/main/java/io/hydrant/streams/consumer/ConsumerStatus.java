package io.hydrant.streams.consumer;

/// ```
/// CREATING ──▶ ACTIVE ──▶ DELETING ──▶ removed
///     └───────────────────────▲  └──▶ GONE ──▶ removed
/// ```
public enum ConsumerStatus {
    CREATING,
    ACTIVE,
    DELETING,

    /// Kept only so that a consumer registered anew within the same second gets another ARN; seen
    /// by nobody.
    GONE
}
