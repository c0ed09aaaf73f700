package io.hydrant.control;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// The tables of the store and how older files become newer ones.
///
///     schema_version(version)                            one row
///     resource(type, account, region, name | body, revision, created, updated)
///     resource_tag(type, account, region, name, tag_key | tag_value)
///
/// Instants are ISO-8601 text, so that the file can be read with any SQLite shell. A migration is
/// never edited once it was released: add another.
final class SqliteSchema {
    private static final List<List<String>> MIGRATIONS =
            List.of(
                    List.of(
                            """
                            CREATE TABLE resource (
                                type TEXT NOT NULL,
                                account TEXT NOT NULL,
                                region TEXT NOT NULL,
                                name TEXT NOT NULL,
                                body TEXT NOT NULL,
                                revision INTEGER NOT NULL,
                                created TEXT NOT NULL,
                                updated TEXT NOT NULL,
                                PRIMARY KEY (type, account, region, name)
                            ) WITHOUT ROWID\
                            """,
                            """
                            CREATE TABLE resource_tag (
                                type TEXT NOT NULL,
                                account TEXT NOT NULL,
                                region TEXT NOT NULL,
                                name TEXT NOT NULL,
                                tag_key TEXT NOT NULL,
                                tag_value TEXT NOT NULL,
                                PRIMARY KEY (type, account, region, name, tag_key),
                                FOREIGN KEY (type, account, region, name)
                                    REFERENCES resource ON DELETE CASCADE
                            ) WITHOUT ROWID\
                            """));

    private SqliteSchema() {}

    static int newestVersion() {
        return MIGRATIONS.size();
    }

    /// Brings a file to the newest version, each step in a transaction of its own.
    ///
    /// @throws StoreFailed when the file was written by a newer version of this program
    static void migrate(Connection connection, Path file) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER)");
            int version = version(statement);
            if (version > newestVersion()) {
                throw new StoreFailed(
                        file
                                + " has schema version "
                                + version
                                + ", but this version of Hydrant knows only up to "
                                + newestVersion());
            }
            for (int next = version; next < newestVersion(); next++) {
                step(statement, next);
            }
        }
    }

    private static int version(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT max(version) FROM schema_version")) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }

    private static void step(Statement statement, int from) throws SQLException {
        statement.execute("BEGIN IMMEDIATE");
        try {
            for (String sql : MIGRATIONS.get(from)) {
                statement.execute(sql);
            }
            statement.execute("DELETE FROM schema_version");
            statement.execute("INSERT INTO schema_version VALUES (" + (from + 1) + ")");
            statement.execute("COMMIT");
        } catch (SQLException e) {
            statement.execute("ROLLBACK");
            throw e;
        }
    }
}
