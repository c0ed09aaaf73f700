package io.hydrant.query.engine.select;

import io.hydrant.query.dialect.TableScan;
import io.hydrant.query.dialect.TranslatedQuery;
import io.hydrant.query.engine.Engine;
import io.hydrant.query.engine.EngineSession;
import io.hydrant.query.engine.scan.Scanner;
import io.hydrant.query.refusal.QueryFailure;
import io.hydrant.query.result.ResultSink;
import io.hydrant.query.result.ResultTexts;
import io.hydrant.query.statement.RunningStatement;
import io.hydrant.query.statement.StatementOutcome;

import java.util.List;

/// Runs queries. Safe for use by many threads.
public final class SelectRun {
    private final Engine engine;
    private final Scanner scanner;

    public SelectRun(Engine engine, Scanner scanner) {
        this.engine = engine;
        this.scanner = scanner;
    }

    /// Runs a query to its end, on the calling thread; its rows go to the sink while it runs.
    ///
    /// @param parameters bound to the query's question marks in order: as many as it has
    /// @throws QueryFailure when it fails or is stopped
    public StatementOutcome run(
            TranslatedQuery query, List<?> parameters, RunningStatement running, ResultSink sink)
            throws QueryFailure {
        requireParameters(query, parameters);
        try (EngineSession session = engine.session(running)) {
            define(session, query.scans());
            session.query(
                    query.sql(),
                    parameters,
                    rows ->
                            ResultTexts.of(rows, query.columns(), query.types())
                                    .writeTo(sink, running::check));
            return StatementOutcome.of("SELECT");
        }
    }

    /// Makes the relations of a query in a session.
    public void define(EngineSession session, List<TableScan> scans) throws QueryFailure {
        scanner.define(session, scans);
    }

    private static void requireParameters(TranslatedQuery query, List<?> parameters)
            throws QueryFailure {
        if (parameters.size() != query.parameterCount()) {
            throw QueryFailure.user(
                    "INVALID_PARAMETER_USAGE",
                    "Incorrect number of parameters: expected %d but found %d"
                            .formatted(query.parameterCount(), parameters.size()));
        }
    }
}
