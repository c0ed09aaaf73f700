package io.hydrant.query.saved;

import io.hydrant.catalog.store.StoredJson;
import io.hydrant.control.Resource;
import io.hydrant.control.ResourceContent;
import io.hydrant.control.ResourceExists;
import io.hydrant.control.ResourceKey;
import io.hydrant.control.ResourceStore;
import io.hydrant.query.refusal.InvalidRequest;
import io.hydrant.query.refusal.NotFound;
import io.hydrant.query.store.QueryScope;
import io.hydrant.query.store.RowType;

import software.amazon.awssdk.services.athena.model.PreparedStatement;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// The prepared statements of all work groups. Safe for use by many threads.
public final class PreparedStatements {
    /// Of a work group.
    private static final int COUNT_MAX = 1000;

    private final ResourceStore store;
    private final InstantSource clock;

    public PreparedStatements(ResourceStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /// @throws InvalidRequest when the name is taken, or there are too many
    public void create(QueryScope scope, PreparedStatement statement) {
        if (list(scope, statement.workGroupName(), "", COUNT_MAX).size() == COUNT_MAX) {
            throw new InvalidRequest(
                    "Work group %s has %,d prepared statements already, which is the limit."
                            .formatted(statement.workGroupName(), COUNT_MAX));
        }
        ResourceKey key = key(scope, statement.workGroupName(), statement.statementName());
        try {
            store.create(key, content(statement));
        } catch (ResourceExists _) {
            throw new InvalidRequest(
                    "PreparedStatement %s already exists in workGroup %s"
                            .formatted(statement.statementName(), statement.workGroupName()));
        }
    }

    public Optional<PreparedStatement> find(QueryScope scope, String workGroup, String name) {
        return store.find(key(scope, workGroup, name)).map(PreparedStatements::read);
    }

    /// @throws NotFound when there is none of this name
    public PreparedStatement require(QueryScope scope, String workGroup, String name) {
        return find(scope, workGroup, name)
                .orElseThrow(() -> NotFound.preparedStatement(name, workGroup));
    }

    /// Names in their order.
    ///
    /// @param after empty to start at the first
    public List<String> list(QueryScope scope, String workGroup, String after, int limit) {
        return new WorkGroupRows(scope, RowType.PREPARED, workGroup).list(store, after, limit);
    }

    /// Replaces the statement of the same name.
    ///
    /// @throws NotFound when there is none
    public void update(QueryScope scope, PreparedStatement statement) {
        ResourceKey key = key(scope, statement.workGroupName(), statement.statementName());
        Resource row =
                store.find(key)
                        .orElseThrow(
                                () ->
                                        NotFound.preparedStatement(
                                                statement.statementName(),
                                                statement.workGroupName()));
        store.update(key, row.revision(), content(statement));
    }

    /// @throws NotFound when there is none of this name
    public void delete(QueryScope scope, String workGroup, String name) {
        Resource row =
                store.find(key(scope, workGroup, name))
                        .orElseThrow(() -> NotFound.preparedStatement(name, workGroup));
        store.delete(row.key(), row.revision());
    }

    private static ResourceKey key(QueryScope scope, String workGroup, String name) {
        return scope.key(RowType.PREPARED, workGroup + "/" + name);
    }

    private ResourceContent content(PreparedStatement statement) {
        PreparedStatement made =
                statement.toBuilder()
                        .lastModifiedTime(clock.instant().truncatedTo(ChronoUnit.MILLIS))
                        .build();
        return ResourceContent.of(StoredJson.write(made.statementName(), made).toString());
    }

    private static PreparedStatement read(Resource row) {
        return StoredJson.shape(StoredJson.read(row), PreparedStatement.builder());
    }
}
