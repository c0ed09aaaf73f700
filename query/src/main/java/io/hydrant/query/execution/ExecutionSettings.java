package io.hydrant.query.execution;

import io.hydrant.kernel.error.InvalidArgument;

import java.time.Duration;

/// Limits of executions.
///
/// @param runningMax statements that run at once
/// @param waitingMax statements that wait for their turn; more are refused
/// @param dmlTimeout how long a statement may read or write rows
/// @param ddlTimeout how long any other statement may run
/// @param history how long a finished execution is remembered
/// @param historyCountMax executions of an account in a region that are remembered
public record ExecutionSettings(
        int runningMax,
        int waitingMax,
        Duration dmlTimeout,
        Duration ddlTimeout,
        Duration history,
        int historyCountMax) {
    private static final int RUNNING_LEAST = 4;

    /// Source of times and of 45 days: Athena User Guide, service quotas.
    public static final ExecutionSettings DEFAULTS =
            new ExecutionSettings(
                    Math.max(RUNNING_LEAST, Runtime.getRuntime().availableProcessors()),
                    200,
                    Duration.ofMinutes(30),
                    Duration.ofMinutes(600),
                    Duration.ofDays(45),
                    20_000);

    public ExecutionSettings {
        if (runningMax < 1 || waitingMax < 1 || historyCountMax < 1) {
            throw new InvalidArgument(
                    ("runningMax, waitingMax and historyCountMax must be at least 1"
                                    + " but were %d, %d and %d")
                            .formatted(runningMax, waitingMax, historyCountMax));
        }
    }

    public ExecutionSettings withRunningMax(int count) {
        return new ExecutionSettings(
                count, waitingMax, dmlTimeout, ddlTimeout, history, historyCountMax);
    }

    public ExecutionSettings withWaitingMax(int count) {
        return new ExecutionSettings(
                runningMax, count, dmlTimeout, ddlTimeout, history, historyCountMax);
    }

    public ExecutionSettings withTimeouts(Duration dml, Duration ddl) {
        return new ExecutionSettings(runningMax, waitingMax, dml, ddl, history, historyCountMax);
    }

    public ExecutionSettings withHistory(Duration age, int count) {
        return new ExecutionSettings(runningMax, waitingMax, dmlTimeout, ddlTimeout, age, count);
    }
}
