package io.hydrant.functions.runtime.process;

import io.hydrant.kernel.error.InvalidArgument;

import java.time.Duration;

/// How much runs at once, and for how long.
///
/// @param accountConcurrency invocations of an account at once; more are throttled
/// @param environmentsMax processes of functions on this machine; who needs one more waits
/// @param waitingMax callers that wait for an environment; more are throttled
/// @param waitMax how long a caller waits before it is throttled
/// @param idleFor after how long an unused environment ends
/// @param initMax how long a start may take before its time counts as the invocation's
/// @param memoryEnforced whether a function that uses more memory than it may have is killed
public record RunnerLimits(
        int accountConcurrency,
        int environmentsMax,
        int waitingMax,
        Duration waitMax,
        Duration idleFor,
        Duration initMax,
        boolean memoryEnforced) {

    public static final RunnerLimits DEFAULTS =
            new RunnerLimits(
                    1_000,
                    Math.max(8, 4 * Runtime.getRuntime().availableProcessors()),
                    1_000,
                    Duration.ofSeconds(60),
                    Duration.ofMinutes(10),
                    Duration.ofSeconds(10));

    /// With memory enforced.
    public RunnerLimits(
            int accountConcurrency,
            int environmentsMax,
            int waitingMax,
            Duration waitMax,
            Duration idleFor,
            Duration initMax) {
        this(accountConcurrency, environmentsMax, waitingMax, waitMax, idleFor, initMax, true);
    }

    public RunnerLimits {
        requireAtLeast(1, accountConcurrency, "accountConcurrency");
        requireAtLeast(1, environmentsMax, "environmentsMax");
        requireAtLeast(0, waitingMax, "waitingMax");
    }

    private static void requireAtLeast(int least, int value, String name) {
        if (value < least) {
            throw new InvalidArgument(name + " must be at least " + least + " but was " + value);
        }
    }
}
