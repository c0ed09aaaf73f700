package io.hydrant.control;

import io.hydrant.kernel.error.InvalidArgument;

import org.sqlite.JDBC;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;

/// Resources in one SQLite file with a write-ahead log, synchronised to disk at every change.
///
/// Safe for use by many threads: they take turns at the one connection. The lock is held while the
/// disk works, because a connection is for one thread at a time; changes are rare and take about a
/// millisecond, batches of many some more.
public final class SqliteResourceStore implements ResourceStore {
    private static final int COUNT_MAX = 10_000;

    private final ReentrantLock turn = new ReentrantLock();
    private final Path file;
    private final Connection connection;
    private final InstantSource clock;
    private boolean closed;

    private SqliteResourceStore(Path file, Connection connection, InstantSource clock) {
        this.file = file;
        this.connection = connection;
        this.clock = clock;
    }

    /// Opens a file, creating it (and its folder) when it is not there.
    ///
    /// @throws StoreFailed when it cannot be opened or is of a newer version
    public static SqliteResourceStore open(Path file) {
        return open(file, InstantSource.system());
    }

    public static SqliteResourceStore open(Path file, InstantSource clock) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Connection connection = JDBC.createConnection("jdbc:sqlite:" + file, new Properties());
            try {
                prepare(connection, file);
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
            return new SqliteResourceStore(file, connection, clock);
        } catch (SQLException | IOException e) {
            throw new StoreFailed("resource store " + file + " cannot be opened", e);
        }
    }

    private static void prepare(Connection connection, Path file) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode=WAL");
            statement.execute("PRAGMA synchronous=FULL");
            statement.execute("PRAGMA foreign_keys=ON");
            statement.execute("PRAGMA busy_timeout=5000");
        }
        SqliteSchema.migrate(connection, file);
    }

    @Override
    public Resource create(ResourceKey key, ResourceContent content) {
        return change("create " + key, rows -> create(rows, key, content));
    }

    private Resource create(SqliteRows rows, ResourceKey key, ResourceContent content)
            throws SQLException {
        if (rows.find(key).isPresent()) {
            throw new ResourceExists(key);
        }
        Instant now = now();
        Resource created = new Resource(key, content, 1, now, now);
        rows.insert(created);
        return created;
    }

    @Override
    public Optional<Resource> find(ResourceKey key) {
        return read("find " + key, rows -> rows.find(key));
    }

    @Override
    public List<Resource> list(ResourceScope scope, String afterName, int limit) {
        requireCount("limit", limit, 1);
        return read("list " + scope, rows -> rows.list(scope, afterName, limit));
    }

    @Override
    public List<Resource> list(ResourceScope scope, NameRange range, int limit) {
        requireCount("limit", limit, 1);
        return read("list " + scope, rows -> rows.list(scope, range, limit));
    }

    @Override
    public List<String> names(ResourceScope scope, NameRange range, int limit) {
        requireCount("limit", limit, 1);
        return read("list names of " + scope, rows -> rows.names(scope, range, limit));
    }

    @Override
    public List<Resource> findAll(ResourceScope scope, List<String> names) {
        requireCount("names", names.size(), 0);
        return read(
                "find " + names.size() + " of " + scope,
                rows -> {
                    List<Resource> found = new ArrayList<>(names.size());
                    for (String name : names) {
                        rows.find(scope.key(name)).ifPresent(found::add);
                    }
                    return found;
                });
    }

    private static void requireCount(String what, int count, int least) {
        if (count < least || count > COUNT_MAX) {
            throw new InvalidArgument(what + " must be " + least + "-10,000 but was " + count);
        }
    }

    @Override
    public List<ResourceKey> keys(String type) {
        return read("list keys of " + type, rows -> rows.keys(type));
    }

    @Override
    public Resource update(ResourceKey key, long expectedRevision, ResourceContent content) {
        return change("update " + key, rows -> update(rows, key, expectedRevision, content));
    }

    private Resource update(
            SqliteRows rows, ResourceKey key, long expectedRevision, ResourceContent content)
            throws SQLException {
        Resource before = expect(rows, key, expectedRevision);
        Resource after = new Resource(key, content, expectedRevision + 1, before.created(), now());
        rows.replace(after);
        return after;
    }

    @Override
    public void delete(ResourceKey key, long expectedRevision) {
        apply(List.of(new ResourceChange.Delete(key, expectedRevision)));
    }

    @Override
    public void apply(List<ResourceChange> changes) {
        requireCount("changes", changes.size(), 0);
        if (changes.isEmpty()) {
            return;
        }
        change(
                "make " + changes.size() + " changes from " + changes.getFirst().key() + " on",
                rows -> {
                    for (ResourceChange one : changes) {
                        apply(rows, one);
                    }
                    return changes;
                });
    }

    private void apply(SqliteRows rows, ResourceChange change) throws SQLException {
        switch (change) {
            case ResourceChange.Create(ResourceKey key, ResourceContent content) ->
                    create(rows, key, content);
            case ResourceChange.Update(
                            ResourceKey key,
                            long expectedRevision,
                            ResourceContent content) ->
                    update(rows, key, expectedRevision, content);
            case ResourceChange.Delete(ResourceKey key, long expectedRevision) -> {
                expect(rows, key, expectedRevision);
                rows.delete(key);
            }
            case ResourceChange.Discard(ResourceKey key) -> rows.delete(key);
        }
    }

    @Override
    public void close() {
        turn.lock();
        try {
            closed = true;
            connection.close();
        } catch (SQLException e) {
            throw new StoreFailed("resource store " + file + " cannot be closed", e);
        } finally {
            turn.unlock();
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Resource expect(SqliteRows rows, ResourceKey key, long revision)
            throws SQLException {
        Resource found = rows.find(key).orElseThrow(() -> new ResourceMissing(key));
        if (found.revision() != revision) {
            throw new RevisionConflict(key, revision, found.revision());
        }
        return found;
    }

    private <T> T change(String what, Work<T> work) {
        return read(
                what,
                rows -> {
                    rows.execute("BEGIN IMMEDIATE");
                    try {
                        T result = work.on(rows);
                        rows.execute("COMMIT");
                        return result;
                    } catch (SQLException | RuntimeException e) {
                        rollBack(rows, e);
                        throw e;
                    }
                });
    }

    private static void rollBack(SqliteRows rows, Exception cause) {
        try {
            rows.execute("ROLLBACK");
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private <T> T read(String what, Work<T> work) {
        turn.lock();
        try {
            if (closed) {
                throw new StoreFailed("resource store " + file + " is closed: cannot " + what);
            }
            try (SqliteRows rows = new SqliteRows(connection)) {
                return work.on(rows);
            }
        } catch (SQLException e) {
            throw new StoreFailed("resource store " + file + " failed to " + what, e);
        } finally {
            turn.unlock();
        }
    }

    private interface Work<T> {
        T on(SqliteRows rows) throws SQLException;
    }
}
