package io.hydrant.query.ddl;

import io.hydrant.catalog.Catalog;
import io.hydrant.catalog.store.CatalogScope;
import io.hydrant.catalog.table.TableName;
import io.hydrant.control.SqliteResourceStore;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.query.refusal.QueryFailure;
import io.hydrant.query.result.ResultColumn;
import io.hydrant.query.result.ResultRow;
import io.hydrant.query.result.ResultSink;
import io.hydrant.query.statement.MalformedStatement;
import io.hydrant.query.statement.RunningStatement;
import io.hydrant.query.statement.StatementOutcome;
import io.hydrant.query.statement.StatementRunner.PreparedStatement;
import io.hydrant.query.statement.Submission;
import io.hydrant.storage.file.FileObjectStore;
import io.hydrant.storage.object.ObjectAddress;
import io.hydrant.storage.object.ObjectAttributes;
import io.hydrant.storage.object.ObjectBody;
import io.hydrant.testkit.RecordedTelemetry;
import io.hydrant.testkit.SimulatedClock;

import software.amazon.awssdk.services.glue.model.Table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Definitions on a catalog and a bucket of their own.
final class DdlHarness {
    static final String BUCKET = "lake";
    private static final Region REGION = new Region("us-east-1");

    final Catalog catalog;
    private final FileObjectStore objects;
    private final DdlRunner runner;

    private DdlHarness(Catalog catalog, FileObjectStore objects, SimulatedClock clock) {
        this.catalog = catalog;
        this.objects = objects;
        runner = new DdlRunner(catalog, objects, clock);
    }

    static DdlHarness in(Path folder) throws IOException {
        SimulatedClock clock = SimulatedClock.at("2026-01-02T03:04:05Z");
        FileObjectStore objects =
                FileObjectStore.open(folder.resolve("objects"), clock, new RecordedTelemetry());
        objects.buckets().create(BUCKET, REGION, AccountId.DEFAULT);
        Catalog catalog =
                Catalog.open(SqliteResourceStore.open(folder.resolve("control.sqlite")), clock);
        return new DdlHarness(catalog, objects, clock);
    }

    /// Runs a statement in the database `db`; what it tells, fields joined by tabs.
    List<String> run(String text) throws QueryFailure, MalformedStatement {
        List<String> lines = new ArrayList<>();
        StatementOutcome outcome = prepare(text).run(new Unhurried(), new Lines(lines));
        if (outcome.updateCount() != 0) {
            throw new AssertionError("a definition updated " + outcome.updateCount() + " rows");
        }
        return lines;
    }

    PreparedStatement prepare(String text) throws MalformedStatement {
        return runner.prepare(
                new Submission(
                        AccountId.DEFAULT,
                        REGION,
                        text,
                        "db",
                        List.of(),
                        "execution",
                        "s3://results/"));
    }

    Table table(String name) {
        return catalog.tables()
                .require(new TableName(AccountId.DEFAULT, REGION, "db", name))
                .shape();
    }

    CatalogScope scope() {
        return new CatalogScope(AccountId.DEFAULT, REGION);
    }

    void put(String key) {
        objects.put(
                new ObjectAddress(BUCKET, key),
                new ObjectAttributes("text/plain", Optional.empty(), Optional.empty(), Map.of()),
                ObjectBody.of(new byte[] {1}));
    }

    private static final class Unhurried implements RunningStatement {
        @Override
        public void scanned(long bytes) {
            throw new AssertionError("a definition read " + bytes + " bytes of files");
        }

        @Override
        public void onStop(Runnable stop) {
            throw new AssertionError("a definition needs nothing to stop it");
        }

        @Override
        public void check() {
            // nobody stops it
        }
    }

    private static final class Lines implements ResultSink {
        private final List<String> lines;
        private int width;

        Lines(List<String> lines) {
            this.lines = lines;
        }

        @Override
        public void columns(List<ResultColumn> columns) {
            width = columns.size();
        }

        @Override
        public void row(ResultRow row) {
            lines.add(
                    IntStream.range(0, width)
                            .filter(column -> !row.isNull(column))
                            .mapToObj(row::text)
                            .collect(Collectors.joining("\t")));
        }
    }
}
