package io.hydrant.server;

import io.hydrant.catalog.Catalog;
import io.hydrant.control.ResourceStore;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.query.api.Athena;
import io.hydrant.query.api.AthenaApi;
import io.hydrant.query.execution.Executions;
import io.hydrant.query.result.ResultReader;
import io.hydrant.query.saved.NamedQueries;
import io.hydrant.query.saved.PreparedStatements;
import io.hydrant.query.saved.SavedStatements;
import io.hydrant.query.statement.StatementRunner;
import io.hydrant.query.workgroup.WorkGroups;
import io.hydrant.server.config.QueryConfig;
import io.hydrant.storage.object.ObjectStore;
import io.hydrant.wire.HttpEndpoint;

import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;

/// Queries as a server has them.
record QueryOpening(HttpEndpoint endpoint) {
    private static final Duration OVERDUE_EVERY = Duration.ofSeconds(1);
    private static final Duration FORGET_EVERY = Duration.ofMinutes(10);

    /// What they are built on.
    ///
    /// @param objects where results are written
    /// @param statements runs them
    record Foundations(
            InstantSource clock,
            Telemetry telemetry,
            ResourceStore resources,
            ObjectStore objects,
            Catalog catalog,
            StatementRunner statements) {}

    static QueryOpening open(Foundations on, QueryConfig config, Opened opened) {
        Supplier<String> ids = () -> UUID.randomUUID().toString();
        WorkGroups workGroups = new WorkGroups(on.resources(), on.clock());
        PreparedStatements prepared = new PreparedStatements(on.resources(), on.clock());
        Executions executions =
                opened.add(
                        Executions.open(
                                new Executions.Foundations(
                                        on.resources(),
                                        on.objects(),
                                        workGroups,
                                        new SavedStatements(prepared, on.statements()),
                                        on.clock(),
                                        on.telemetry(),
                                        ids),
                                config.executions()));
        opened.add(Housekeeping.start(OVERDUE_EVERY, executions::stopOverdue));
        opened.add(Housekeeping.start(FORGET_EVERY, executions::forgetOld));
        Athena athena =
                new Athena(
                        on.catalog(),
                        workGroups,
                        new NamedQueries(on.resources(), ids),
                        prepared,
                        executions,
                        new ResultReader(on.objects()));
        return new QueryOpening(new AthenaApi(athena).service());
    }
}
