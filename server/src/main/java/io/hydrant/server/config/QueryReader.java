package io.hydrant.server.config;

import io.hydrant.query.execution.ExecutionSettings;

import java.time.Duration;
import java.util.OptionalLong;

/// Reads what is set of queries.
final class QueryReader {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final long MEMORY_LEAST = 64L << 20;
    private static final String AUTO = "auto";

    private final Settings settings;

    QueryReader(Settings settings) {
        this.settings = settings;
    }

    QueryConfig read() {
        ExecutionSettings executions =
                ExecutionSettings.DEFAULTS
                        .withWaitingMax(settings.integer("query.waiting-max", 1, 10_000))
                        .withTimeouts(
                                settings.duration("query.dml-timeout", SECOND),
                                settings.duration("query.ddl-timeout", SECOND))
                        .withHistory(
                                settings.duration("query.history", MINUTE),
                                settings.integer("query.history-max", 1, 1_000_000));
        if (!settings.text("query.concurrency-max").equals(AUTO)) {
            executions =
                    executions.withRunningMax(settings.integer("query.concurrency-max", 1, 1_000));
        }
        OptionalLong memory =
                settings.text("query.memory").equals(AUTO)
                        ? OptionalLong.empty()
                        : OptionalLong.of(settings.bytes("query.memory", MEMORY_LEAST));
        return new QueryConfig(executions, memory);
    }
}
