package io.hydrant.query.execution;

import io.hydrant.query.refusal.QueryFailure;
import io.hydrant.query.statement.StatementOutcome;

import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;
import software.amazon.awssdk.services.athena.model.QueryExecutionStatistics;
import software.amazon.awssdk.services.athena.model.QueryExecutionStatus;
import software.amazon.awssdk.services.athena.model.ResultReuseInformation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Moves executions from state to state; keeps nothing.
final class Transitions {
    private Transitions() {}

    static StoredExecution running(StoredExecution queued, Instant now) {
        QueryExecution shape = queued.shape();
        return queued.with(
                shape.toBuilder()
                        .status(
                                shape.status().toBuilder()
                                        .state(QueryExecutionState.RUNNING)
                                        .build())
                        .statistics(statistics(queued, Optional.of(now), now, 0).build())
                        .build());
    }

    static StoredExecution succeeded(StoredExecution running, Times times, RowsWritten written) {
        StatementOutcome outcome = written.outcome();
        QueryExecutionStatistics.Builder statistics =
                statistics(running, times.began(), times.now(), times.scannedBytes())
                        .resultReuseInformation(reuse(false));
        outcome.manifestLocation().ifPresent(statistics::dataManifestLocation);
        QueryExecution shape = running.shape();
        return running.with(
                        shape.toBuilder()
                                .substatementType(outcome.substatement())
                                .status(
                                        ended(shape, times.now())
                                                .state(QueryExecutionState.SUCCEEDED)
                                                .build())
                                .statistics(statistics.build())
                                .build())
                .with(
                        running.details()
                                .withOutput(
                                        written.rows(), written.bytes(), outcome.updateCount()));
    }

    /// When it began, now, and what it read.
    ///
    /// @param began empty when it never did
    record Times(Optional<Instant> began, Instant now, long scannedBytes) {}

    static StoredExecution failed(StoredExecution before, Times times, QueryFailure failure) {
        boolean cancelled = failure.reason() == QueryFailure.Cause.CANCELLED;
        QueryExecution shape = before.shape();
        QueryExecutionStatus.Builder status =
                ended(shape, times.now()).stateChangeReason(failure.getMessage());
        if (cancelled) {
            status.state(QueryExecutionState.CANCELLED);
        } else {
            status.state(QueryExecutionState.FAILED).athenaError(Failures.error(failure));
        }
        return before.with(
                shape.toBuilder()
                        .status(status.build())
                        .statistics(
                                statistics(before, times.began(), times.now(), times.scannedBytes())
                                        .build())
                        .build());
    }

    /// One that takes the result of another instead of running.
    static StoredExecution reusing(StoredExecution queued, StoredExecution earlier, Instant now) {
        QueryExecution shape = queued.shape();
        return queued.with(
                        shape.toBuilder()
                                .resultConfiguration(earlier.shape().resultConfiguration())
                                .status(
                                        ended(shape, now)
                                                .state(QueryExecutionState.SUCCEEDED)
                                                .build())
                                .statistics(
                                        statistics(queued, Optional.of(now), now, 0)
                                                .resultReuseInformation(reuse(true))
                                                .build())
                                .build())
                .with(queued.details().withOutput(earlier.outputRows(), earlier.outputBytes(), 0));
    }

    /// What a client sees of one that runs: time passes and bytes are read.
    static QueryExecution seen(StoredExecution running, Times times) {
        return running.shape().toBuilder()
                .statistics(
                        statistics(running, times.began(), times.now(), times.scannedBytes())
                                .build())
                .build();
    }

    private static QueryExecutionStatus.Builder ended(QueryExecution shape, Instant now) {
        return shape.status().toBuilder().completionDateTime(now);
    }

    private static ResultReuseInformation reuse(boolean reused) {
        return ResultReuseInformation.builder().reusedPreviousResult(reused).build();
    }

    private static QueryExecutionStatistics.Builder statistics(
            StoredExecution execution, Optional<Instant> began, Instant now, long scannedBytes) {
        Instant submitted = execution.shape().status().submissionDateTime();
        Instant start = began.orElse(now);
        return execution.shape().statistics().toBuilder()
                .dataScannedInBytes(scannedBytes)
                .engineExecutionTimeInMillis(Duration.between(start, now).toMillis())
                .totalExecutionTimeInMillis(Duration.between(submitted, now).toMillis())
                .queryQueueTimeInMillis(Duration.between(submitted, start).toMillis())
                .serviceProcessingTimeInMillis(0L);
    }
}
