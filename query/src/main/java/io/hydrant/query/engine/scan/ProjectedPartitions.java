package io.hydrant.query.engine.scan;

import io.hydrant.query.dialect.TableScan;
import io.hydrant.query.engine.EngineSession;
import io.hydrant.query.statement.QueryFailure;

import java.time.Instant;
import java.util.List;

/// placeholder
record ProjectedPartitions(EngineSession session, TableLayout table, TableScan scan, Instant now) {
    List<ScanPartition> all() throws QueryFailure {
        throw QueryFailure.user("NOT_SUPPORTED", "projection " + table.name());
    }
}
