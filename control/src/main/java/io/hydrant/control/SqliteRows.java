package io.hydrant.control;

import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The statements of the store. For the thread that holds the connection; what many rows are read
/// by is compiled once, and given back at the end.
final class SqliteRows implements AutoCloseable {
    private static final String THIS =
            " WHERE type = ? AND account = ? AND region = ? AND name = ?";
    private static final String FIND =
            "SELECT name, body, revision, created, updated FROM resource" + THIS;
    private static final String LIST =
            "SELECT name, body, revision, created, updated FROM resource"
                    + " WHERE type = ? AND account = ? AND region = ? AND name > ?"
                    + " ORDER BY name LIMIT ?";
    private static final String IN_RANGE =
            " FROM resource WHERE type = ? AND account = ? AND region = ?"
                    + " AND name > ? AND name < ? ORDER BY name LIMIT ?";
    private static final String LIST_RANGE =
            "SELECT name, body, revision, created, updated" + IN_RANGE;
    private static final String NAMES = "SELECT name" + IN_RANGE;
    private static final String KEYS =
            "SELECT account, region, name FROM resource WHERE type = ?"
                    + " ORDER BY account, region, name";
    private static final String TAGS = "SELECT tag_key, tag_value FROM resource_tag" + THIS;
    private static final String INSERT =
            "INSERT INTO resource (type, account, region, name, body, revision, created, updated)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String UPDATE =
            "UPDATE resource SET body = ?, revision = ?, updated = ?" + THIS;
    private static final String INSERT_TAG =
            "INSERT INTO resource_tag (type, account, region, name, tag_key, tag_value)"
                    + " VALUES (?, ?, ?, ?, ?, ?)";

    private final Connection connection;
    private Optional<PreparedStatement> find = Optional.empty();
    private Optional<PreparedStatement> tags = Optional.empty();

    SqliteRows(Connection connection) {
        this.connection = connection;
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    Optional<Resource> find(ResourceKey key) throws SQLException {
        if (find.isEmpty()) {
            find = Optional.of(connection.prepareStatement(FIND));
        }
        PreparedStatement statement = find.get();
        bind(statement, 1, key);
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(resource(key.scope(), rows)) : Optional.empty();
        }
    }

    List<Resource> list(ResourceScope scope, String afterName, int limit) throws SQLException {
        List<Resource> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(LIST)) {
            statement.setString(1, scope.type());
            statement.setString(2, scope.account().value());
            statement.setString(3, scope.region().value());
            statement.setString(4, afterName);
            statement.setInt(5, limit);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(resource(scope, rows));
                }
            }
        }
        return found;
    }

    List<Resource> list(ResourceScope scope, NameRange range, int limit) throws SQLException {
        List<Resource> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(LIST_RANGE)) {
            bind(statement, scope, range, limit);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(resource(scope, rows));
                }
            }
        }
        return found;
    }

    List<String> names(ResourceScope scope, NameRange range, int limit) throws SQLException {
        List<String> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(NAMES)) {
            bind(statement, scope, range, limit);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        }
        return found;
    }

    private static void bind(
            PreparedStatement statement, ResourceScope scope, NameRange range, int limit)
            throws SQLException {
        statement.setString(1, scope.type());
        statement.setString(2, scope.account().value());
        statement.setString(3, scope.region().value());
        statement.setString(4, range.after());
        statement.setString(5, range.before());
        statement.setInt(6, limit);
    }

    List<ResourceKey> keys(String type) throws SQLException {
        List<ResourceKey> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(KEYS)) {
            statement.setString(1, type);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(
                            new ResourceKey(
                                    type,
                                    new AccountId(rows.getString(1)),
                                    new Region(rows.getString(2)),
                                    rows.getString(3)));
                }
            }
        }
        return found;
    }

    void insert(Resource resource) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            bind(statement, 1, resource.key());
            statement.setString(5, resource.body());
            statement.setLong(6, resource.revision());
            statement.setString(7, resource.created().toString());
            statement.setString(8, resource.updated().toString());
            statement.executeUpdate();
        }
        insertTags(resource);
    }

    void replace(Resource resource) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(UPDATE)) {
            statement.setString(1, resource.body());
            statement.setLong(2, resource.revision());
            statement.setString(3, resource.updated().toString());
            bind(statement, 4, resource.key());
            statement.executeUpdate();
        }
        deleteFrom("resource_tag", resource.key());
        insertTags(resource);
    }

    void delete(ResourceKey key) throws SQLException {
        deleteFrom("resource", key);
    }

    private void deleteFrom(String table, ResourceKey key) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM " + table + THIS)) {
            bind(statement, 1, key);
            statement.executeUpdate();
        }
    }

    private void insertTags(Resource resource) throws SQLException {
        for (Map.Entry<String, String> tag : resource.content().tags().entrySet()) {
            try (PreparedStatement statement = connection.prepareStatement(INSERT_TAG)) {
                bind(statement, 1, resource.key());
                statement.setString(5, tag.getKey());
                statement.setString(6, tag.getValue());
                statement.executeUpdate();
            }
        }
    }

    private Resource resource(ResourceScope scope, ResultSet row) throws SQLException {
        ResourceKey key = scope.key(row.getString(1));
        return new Resource(
                key,
                new ResourceContent(row.getString(2), tags(key)),
                row.getLong(3),
                Instant.parse(row.getString(4)),
                Instant.parse(row.getString(5)));
    }

    private SortedMap<String, String> tags(ResourceKey key) throws SQLException {
        if (tags.isEmpty()) {
            tags = Optional.of(connection.prepareStatement(TAGS));
        }
        SortedMap<String, String> found = new TreeMap<>();
        PreparedStatement statement = tags.get();
        bind(statement, 1, key);
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.put(rows.getString(1), rows.getString(2));
            }
        }
        return found;
    }

    @Override
    public void close() throws SQLException {
        if (find.isPresent()) {
            find.get().close();
        }
        if (tags.isPresent()) {
            tags.get().close();
        }
    }

    private static void bind(PreparedStatement statement, int from, ResourceKey key)
            throws SQLException {
        statement.setString(from, key.type());
        statement.setString(from + 1, key.account().value());
        statement.setString(from + 2, key.region().value());
        statement.setString(from + 3, key.name());
    }
}
