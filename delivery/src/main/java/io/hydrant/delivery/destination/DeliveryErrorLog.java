package io.hydrant.delivery.destination;

import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;

/// Where delivery errors of streams with CloudWatch logging switched on are written. Bounded by the
/// implementation.
public interface DeliveryErrorLog {
    /// For servers that keep no such log.
    DeliveryErrorLog NONE = (_, _, _) -> {};

    /// @param message one line of JSON
    void append(String group, String stream, String message);

    /// The log of an account in a region, for logs that keep them apart.
    default DeliveryErrorLog of(AccountId account, Region region) {
        return this;
    }
}
