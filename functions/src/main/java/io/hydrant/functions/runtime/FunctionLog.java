package io.hydrant.functions.runtime;

import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;

import java.time.Instant;

/// Where lines of functions go. Safe for any thread.
public interface FunctionLog {
    /// @param group such as `/aws/lambda/name`
    /// @param stream of one environment
    void append(String group, String stream, Instant at, String line);

    /// The log of an account in a region, for logs that keep them apart.
    default FunctionLog of(AccountId account, Region region) {
        return this;
    }
}
