package io.hydrant.functions.runtime;

import java.time.Instant;

/// Where lines of functions go. Safe for any thread.
public interface FunctionLog {
    /// @param group such as `/aws/lambda/name`
    /// @param stream of one environment
    void append(String group, String stream, Instant at, String line);
}
