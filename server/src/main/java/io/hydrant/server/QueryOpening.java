package io.hydrant.server;

import io.hydrant.catalog.Catalog;
import io.hydrant.control.ResourceStore;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.query.Statements;
import io.hydrant.query.api.Athena;
import io.hydrant.query.api.AthenaApi;
import io.hydrant.query.ddl.DdlRunner;
import io.hydrant.query.dialect.DialectSession;
import io.hydrant.query.dialect.EngineErrors;
import io.hydrant.query.engine.Engine;
import io.hydrant.query.engine.EngineSettings;
import io.hydrant.query.engine.scan.Scanner;
import io.hydrant.query.engine.spool.FileSupply;
import io.hydrant.query.engine.spool.LocalObjects;
import io.hydrant.query.engine.spool.Spool;
import io.hydrant.query.execution.Executions;
import io.hydrant.query.result.ResultReader;
import io.hydrant.query.run.QueryRunner;
import io.hydrant.query.saved.NamedQueries;
import io.hydrant.query.saved.PreparedStatements;
import io.hydrant.query.saved.SavedStatements;
import io.hydrant.query.statement.StatementRunner;
import io.hydrant.query.workgroup.WorkGroups;
import io.hydrant.server.config.QueryConfig;
import io.hydrant.storage.object.ObjectStore;
import io.hydrant.wire.HttpEndpoint;

import java.io.IOException;
import java.nio.file.Path;
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
    /// @param objects where tables' files are, and where results are written
    /// @param links objects that need not be copied to be read
    /// @param folder of the engine
    record Foundations(
            InstantSource clock,
            Telemetry telemetry,
            ResourceStore resources,
            ObjectStore objects,
            Catalog catalog,
            LocalObjects links,
            Path folder) {}

    static QueryOpening open(Foundations on, QueryConfig config, Opened opened) throws IOException {
        Engine engine =
                opened.add(
                        Engine.open(
                                engineSettings(on.folder(), config),
                                DialectSession.STATEMENTS,
                                EngineErrors::asFailure));
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
                                        new SavedStatements(prepared, statements(on, engine)),
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

    private static EngineSettings engineSettings(Path folder, QueryConfig config) {
        EngineSettings defaults = EngineSettings.defaults(folder);
        return new EngineSettings(
                folder,
                config.memoryBytes().orElse(defaults.memoryBytes()),
                defaults.threads(),
                defaults.spillBytesMax(),
                defaults.spoolBytesMax());
    }

    private static StatementRunner statements(Foundations on, Engine engine) {
        Spool spool = new Spool(engine.settings().spool(), engine.settings().spoolBytesMax());
        Scanner scanner =
                new Scanner(
                        on.catalog(),
                        on.objects(),
                        new FileSupply(on.objects(), on.links(), spool),
                        on.clock());
        return new Statements(
                new QueryRunner(
                        new QueryRunner.Foundations(
                                on.catalog(), engine, scanner, on.objects(), on.clock())),
                new DdlRunner(on.catalog(), on.objects(), on.clock()));
    }
}
