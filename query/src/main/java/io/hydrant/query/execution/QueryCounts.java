package io.hydrant.query.execution;

import io.hydrant.kernel.telemetry.Labels;
import io.hydrant.kernel.telemetry.Telemetry;

/// What statements did, for operators.
final class QueryCounts {
    private final Telemetry.Counter succeeded;
    private final Telemetry.Counter failed;
    private final Telemetry.Counter cancelled;
    private final Telemetry.Counter refused;
    private final Telemetry.Counter scannedBytes;
    private final Telemetry.Counter resultRows;
    private final Telemetry.Counter resultBytes;

    QueryCounts(Telemetry telemetry) {
        succeeded = counter(telemetry, "succeeded", "Statements that succeeded.");
        failed = counter(telemetry, "failed", "Statements that failed.");
        cancelled = counter(telemetry, "cancelled", "Statements that were cancelled.");
        refused = counter(telemetry, "refused", "Statements for which no place was left.");
        scannedBytes = counter(telemetry, "scanned_bytes", "Bytes of tables that were read.");
        resultRows = counter(telemetry, "result_rows", "Rows written to result files.");
        resultBytes = counter(telemetry, "result_bytes", "Bytes of result files.");
    }

    void refused() {
        refused.add(1);
    }

    void finished(StoredExecution execution) {
        switch (execution.state()) {
            case SUCCEEDED -> {
                succeeded.add(1);
                resultRows.add(execution.outputRows());
                resultBytes.add(execution.outputBytes());
            }
            case CANCELLED -> cancelled.add(1);
            default -> failed.add(1);
        }
        scannedBytes.add(execution.shape().statistics().dataScannedInBytes());
    }

    private static Telemetry.Counter counter(Telemetry telemetry, String what, String help) {
        return telemetry.counter("hydrant_query_" + what + "_total", help, Labels.NONE);
    }
}
