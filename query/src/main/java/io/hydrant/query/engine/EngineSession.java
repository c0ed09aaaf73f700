package io.hydrant.query.engine;

import io.hydrant.query.refusal.QueryFailure;
import io.hydrant.query.statement.RunningStatement;

import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBPreparedStatement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/// A connection of one statement, with a folder of files that it may read. For one thread; only
/// stopping comes from others.
///
/// What the statement defines (temporary views, tables, variables) goes with the session.
public final class EngineSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EngineSession.class);
    private static final String LOST_ERROR = "Invalid result set";
    private static final long CANCEL_PAUSE_NANOS = 20_000_000;

    private final DuckDBConnection connection;
    private final Path folder;
    private final RunningStatement running;
    private final ErrorWording wording;
    private final AtomicReference<Optional<Statement>> current =
            new AtomicReference<>(Optional.empty());
    private final AtomicBoolean stopping = new AtomicBoolean();
    private FileNames names = FileNames.NONE;
    private final Deque<Runnable> atClose = new ArrayDeque<>();

    private EngineSession(
            DuckDBConnection connection,
            Path folder,
            RunningStatement running,
            ErrorWording wording) {
        this.wording = wording;
        this.connection = connection;
        this.folder = folder;
        this.running = running;
    }

    static EngineSession open(
            DuckDBConnection connection,
            Path folder,
            RunningStatement running,
            ErrorWording wording) {
        EngineSession session = new EngineSession(connection, folder, running, wording);
        running.onStop(session::stop);
        return session;
    }

    /// Where files lie that the statement reads or writes.
    public Path folder() {
        return folder;
    }

    public RunningStatement running() {
        return running;
    }

    /// Tells what files are called when a failure speaks of one.
    public void name(FileNames fileNames) {
        this.names = fileNames;
    }

    /// Registers what is done when the session is closed, before all that was registered earlier.
    public void onClose(Runnable action) {
        atClose.push(action);
    }

    /// A statement is told again and again to stop: what comes just before it starts is lost.
    private void stop() {
        if (stopping.getAndSet(true)) {
            return;
        }
        Thread.ofVirtual()
                .name("engine-stop")
                .start(
                        () -> {
                            while (current.get().isPresent()) {
                                current.get().ifPresent(EngineSession::cancel);
                                LockSupport.parkNanos(CANCEL_PAUSE_NANOS);
                            }
                        });
    }

    private static void cancel(Statement statement) {
        try {
            statement.cancel();
        } catch (SQLException e) {
            LOG.debug("a statement ended before it was cancelled", e);
        }
    }

    /// Reads the rows of a result, from before the first.
    public interface RowsReader<T> {
        T read(ResultSet rows) throws SQLException, QueryFailure;
    }

    /// Fills a temporary table.
    public interface TableFiller {
        void fill(DuckDBAppender rows) throws SQLException, QueryFailure;
    }

    /// Runs one statement that gives no rows, or one with a count.
    ///
    /// @return the count: rows that were written; 0 when it is of a kind that counts none
    public long execute(String sql) throws QueryFailure {
        return execute(sql, List.of());
    }

    /// The same with parameters, bound to its question marks in order.
    public long execute(String sql, List<?> parameters) throws QueryFailure {
        running.check();
        // A statement is closed by its first error, so each is used once.
        try (DuckDBPreparedStatement statement = connection.prepare(sql)) {
            bind(statement, parameters);
            return guarded(statement, () -> count(statement));
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static long count(DuckDBPreparedStatement statement) throws SQLException {
        long count = 0;
        try (DuckDBChunkedResult result = statement.query()) {
            while (result.nextChunk()) {
                boolean counts = result.columnCount() == 1 && result.columnName(0).equals("Count");
                if (counts && result.chunk().rowCount() > 0) {
                    count += result.chunk().vector(0).getLong(0);
                }
            }
        }
        return count;
    }

    /// Runs a query. Rows come while it runs.
    ///
    /// @param parameters bound to its question marks in order
    public <T> T query(String sql, List<?> parameters, RowsReader<T> reader) throws QueryFailure {
        running.check();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return guarded(
                    statement,
                    () -> {
                        bind(statement, parameters);
                        try (ResultSet rows = statement.executeQuery()) {
                            return reader.read(rows);
                        }
                    });
        } catch (SQLException e) {
            throw failure(known(e, sql, parameters));
        }
    }

    private static void bind(PreparedStatement statement, List<?> parameters) throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            statement.setObject(i + 1, parameters.get(i));
        }
    }

    /// The driver loses errors of streamed results that come before their first row: the query is
    /// run again up to its error, in a way that tells it.
    private SQLException known(SQLException e, String sql, List<?> parameters) {
        boolean lost = Optional.ofNullable(e.getMessage()).orElse("").contains(LOST_ERROR);
        if (!lost || stopping.get()) {
            return e;
        }
        try (DuckDBPreparedStatement statement = connection.prepare(sql)) {
            bind(statement, parameters);
            guarded(statement, () -> count(statement));
            return e;
        } catch (SQLException told) {
            return told;
        } catch (QueryFailure _) {
            return e;
        }
    }

    /// Runs a query without parameters.
    public <T> T query(String sql, RowsReader<T> reader) throws QueryFailure {
        return query(sql, List.of(), reader);
    }

    /// Appends rows to a temporary table of this session.
    public void fill(String table, TableFiller filler) throws QueryFailure {
        try (DuckDBAppender appender = connection.createAppender("temp", "main", table)) {
            filler.fill(appender);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private interface Work<T> {
        T run() throws SQLException, QueryFailure;
    }

    private <T> T guarded(Statement statement, Work<T> work) throws SQLException, QueryFailure {
        current.set(Optional.of(statement));
        try {
            if (stopping.get()) {
                running.check();
            }
            return work.run();
        } finally {
            current.set(Optional.empty());
        }
    }

    private QueryFailure failure(SQLException e) {
        try {
            running.check();
        } catch (QueryFailure stop) {
            return stop;
        }
        return new EngineErrors(folder, names, wording).failure(e);
    }

    /// Ends what runs and removes the statement's files.
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.warn("a session of the engine cannot be closed", e);
        }
        atClose.forEach(Runnable::run);
        try {
            Folders.remove(folder);
        } catch (IOException e) {
            LOG.warn("the folder of a statement cannot be removed: {}", folder, e);
        }
    }
}
