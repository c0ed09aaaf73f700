package io.hydrant.query.execution;

import io.hydrant.query.refusal.QueryFailure;
import io.hydrant.query.result.ResultColumn;
import io.hydrant.query.result.ResultForm;
import io.hydrant.query.result.ResultMetadata;
import io.hydrant.query.result.ResultRow;
import io.hydrant.query.result.ResultSink;
import io.hydrant.query.result.ResultWriter;
import io.hydrant.query.statement.StatementOutcome;
import io.hydrant.query.statement.StatementRunner.PreparedStatement;
import io.hydrant.storage.object.ObjectAddress;
import io.hydrant.storage.object.ObjectAttributes;
import io.hydrant.storage.object.ObjectBody;
import io.hydrant.storage.object.ObjectStore;
import io.hydrant.storage.object.ObjectStoreException;

import software.amazon.awssdk.services.athena.model.EncryptionConfiguration;
import software.amazon.awssdk.services.athena.model.EncryptionOption;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Runs one statement and writes its result: the store takes the file while the statement makes it,
/// and keeps nothing of it when the statement fails.
final class StatementRun {
    private static final List<ResultColumn> WRITTEN_ROWS =
            List.of(new ResultColumn("rows", "bigint", 19, 0));

    private final ObjectStore store;
    private final StoredExecution execution;
    private final PreparedStatement statement;
    private final RunningQuery running;

    StatementRun(
            ObjectStore store,
            StoredExecution execution,
            PreparedStatement statement,
            RunningQuery running) {
        this.store = store;
        this.execution = execution;
        this.statement = statement;
        this.running = running;
    }

    RowsWritten run() throws QueryFailure {
        ObjectAddress file = execution.file();
        FileBody body = new FileBody();
        try {
            if (execution.form() == ResultForm.NONE) {
                body.make(OutputStream.nullOutputStream());
            } else {
                store.put(file, attributes(execution.form().contentType()), body);
            }
            byte[] metadata = ResultMetadata.write(execution.id(), body.columns());
            store.put(
                    new ObjectAddress(file.bucket(), file.key() + ".metadata"),
                    attributes("application/octet-stream"),
                    ObjectBody.of(metadata));
        } catch (ObjectStoreException e) {
            throw body.failure.orElseGet(() -> unwritable(file, e));
        }
        return body.written.orElseThrow();
    }

    private static QueryFailure unwritable(ObjectAddress file, ObjectStoreException e) {
        return switch (e.code()) {
            case "AccessDenied" ->
                    new QueryFailure(
                            QueryFailure.Cause.USER,
                            "Access denied when writing output to url: " + file,
                            e);
            case "NoSuchBucket" ->
                    new QueryFailure(
                            QueryFailure.Cause.USER,
                            "The output bucket %s does not exist".formatted(file.bucket()),
                            e);
            default ->
                    new QueryFailure(
                            QueryFailure.Cause.SYSTEM,
                            "GENERIC_INTERNAL_ERROR: The result could not be written to %s: %s"
                                    .formatted(file, e.getMessage()),
                            e);
        };
    }

    private ObjectAttributes attributes(String contentType) {
        Optional<String> kmsKey =
                Optional.ofNullable(execution.shape().resultConfiguration())
                        .map(configuration -> configuration.encryptionConfiguration())
                        .filter(option -> option.encryptionOption() == EncryptionOption.SSE_KMS)
                        .map(EncryptionConfiguration::kmsKey);
        return new ObjectAttributes(contentType, Optional.empty(), kmsKey, Map.of());
    }

    /// A failed statement, on its way through the store.
    private static final class Stopped extends IOException {
        private static final long serialVersionUID = 1;

        Stopped(QueryFailure failure) {
            super(failure.getMessage(), failure);
        }
    }

    private final class FileBody implements ObjectBody {
        private Optional<ResultWriter> writer = Optional.empty();
        private Optional<RowsWritten> written = Optional.empty();
        private Optional<QueryFailure> failure = Optional.empty();

        @Override
        public OptionalLong bytes() {
            return OptionalLong.empty();
        }

        /// Once: a store that wants bytes of unknown number again keeps them itself.
        @Override
        public void writeTo(OutputStream out) throws IOException {
            if (writer.isPresent()) {
                throw new IOException("the statement ran already; its result was lost");
            }
            try {
                make(out);
            } catch (QueryFailure e) {
                failure = Optional.of(e);
                throw new Stopped(e);
            }
        }

        void make(OutputStream out) throws QueryFailure {
            ResultWriter file = new ResultWriter(execution.form(), out);
            writer = Optional.of(file);
            StatementOutcome outcome;
            try {
                outcome = statement.run(running, new Checked(file));
            } finally {
                running.onStop(() -> {}); // its work is over: nothing is to be stopped any more
            }
            file.finish();
            written = Optional.of(new RowsWritten(outcome, file.rowCount(), file.bytes()));
        }

        List<ResultColumn> columns() {
            return execution.form() == ResultForm.NONE
                    ? WRITTEN_ROWS
                    : writer.orElseThrow().columns();
        }
    }

    /// Ends the statement at its next row when it was stopped.
    private final class Checked implements ResultSink {
        private final ResultSink file;

        Checked(ResultSink file) {
            this.file = file;
        }

        @Override
        public void columns(List<ResultColumn> columns) throws QueryFailure {
            running.check();
            file.columns(columns);
        }

        @Override
        public void row(ResultRow row) throws QueryFailure {
            running.check();
            file.row(row);
        }
    }
}
