package io.hydrant.delivery.destination;

/// Where delivery errors of streams with CloudWatch logging switched on are written. Bounded by the
/// implementation.
public interface DeliveryErrorLog {
    /// For servers that keep no such log.
    DeliveryErrorLog NONE = (_, _, _) -> {};

    /// @param message one line of JSON
    void append(String group, String stream, String message);
}
