package io.hydrant.query.engine;

import io.hydrant.query.refusal.QueryFailure;
import io.hydrant.query.statement.RunningStatement;

import org.duckdb.DuckDBConnection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/// The embedded engine: one database in memory for all statements, opened with the first. Safe for
/// use by many threads.
public final class Engine implements AutoCloseable {
    private final EngineSettings settings;
    private final List<String> atOpening;
    private final ErrorWording wording;
    private final AtomicLong sessions = new AtomicLong();

    /// Held while the database is opened or closed, with that I/O.
    private final ReentrantLock lock = new ReentrantLock();

    private Optional<DuckDBConnection> database = Optional.empty();
    private boolean closed;

    private Engine(EngineSettings settings, List<String> atOpening, ErrorWording wording) {
        this.settings = settings;
        this.wording = wording;
        this.atOpening = List.copyOf(atOpening);
    }

    /// Empties the engine's folder. The database itself is opened with the first session.
    ///
    /// @param atOpening statements of the engine's dialect that are run once when it is opened,
    ///   before it is locked: what they define or set is so for every session
    /// @param wording of errors of expressions
    public static Engine open(EngineSettings settings, List<String> atOpening, ErrorWording wording)
            throws IOException {
        for (Path folder : List.of(settings.spill(), settings.statements(), settings.spool())) {
            Folders.remove(folder);
            Files.createDirectories(folder);
        }
        return new Engine(settings, atOpening, wording);
    }

    public EngineSettings settings() {
        return settings;
    }

    /// Begins to run a statement. Whoever asked closes the session.
    ///
    /// @throws QueryFailure when the engine cannot be opened
    public EngineSession session(RunningStatement running) throws QueryFailure {
        running.check();
        Path folder = settings.statements().resolve("s" + sessions.incrementAndGet());
        try {
            Files.createDirectory(folder);
            return EngineSession.open(connect(), folder, running, wording);
        } catch (SQLException | IOException e) {
            throw new QueryFailure(
                    QueryFailure.Cause.SYSTEM,
                    "GENERIC_INTERNAL_ERROR: the engine cannot be opened: " + e.getMessage(),
                    e);
        }
    }

    private DuckDBConnection connect() throws SQLException {
        lock.lock();
        try {
            if (closed) {
                throw new SQLException("the engine is closed");
            }
            if (database.isEmpty()) {
                database = Optional.of(openDatabase());
            }
            return database.get().duplicate();
        } finally {
            lock.unlock();
        }
    }

    private DuckDBConnection openDatabase() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("jdbc_stream_results", "true");
        DuckDBConnection opened =
                DriverManager.getConnection("jdbc:duckdb:", properties)
                        .unwrap(DuckDBConnection.class);
        boolean kept = false;
        try {
            LoadedLibrary.forget();
            for (String statement : atOpening) {
                run(opened, statement);
            }
            for (String statement : EngineLocks.statements(settings)) {
                run(opened, statement);
            }
            kept = true;
            return opened;
        } finally {
            if (!kept) {
                opened.close();
            }
        }
    }

    private static void run(DuckDBConnection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// Ends the database when the last session is closed.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (database.isPresent()) {
                database.get().close();
                database = Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the engine cannot be closed", e);
        } finally {
            lock.unlock();
        }
    }
}
