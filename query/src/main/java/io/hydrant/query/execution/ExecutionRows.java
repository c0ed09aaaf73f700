package io.hydrant.query.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.catalog.store.StoredJson;
import io.hydrant.control.NameRange;
import io.hydrant.control.Resource;
import io.hydrant.control.ResourceChange;
import io.hydrant.control.ResourceContent;
import io.hydrant.control.ResourceKey;
import io.hydrant.control.ResourceStore;
import io.hydrant.query.store.QueryScope;
import io.hydrant.query.store.RowType;

import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The rows of executions. Safe for use by many threads.
final class ExecutionRows {
    private static final ResourceContent NOTHING = ResourceContent.of("{}");
    private static final String TOKEN_KIND = "execution/";

    private final ResourceStore store;

    ExecutionRows(ResourceStore store) {
        this.store = store;
    }

    /// @throws io.hydrant.control.ResourceExists when its token is another execution's
    StoredExecution create(StoredExecution execution) {
        QueryScope scope = execution.scope();
        List<ResourceChange> changes = new ArrayList<>();
        if (!execution.details().token().isEmpty()) {
            changes.add(new ResourceChange.Create(tokenKey(execution), pointer(execution)));
        }
        changes.add(new ResourceChange.Create(key(execution), content(execution)));
        changes.add(new ResourceChange.Create(orderKey(execution), NOTHING));
        if (!execution.finished()) {
            changes.add(
                    new ResourceChange.Create(scope.key(RowType.OPEN, execution.id()), NOTHING));
        }
        store.apply(changes);
        return new StoredExecution(scope, execution.shape(), execution.details(), 1);
    }

    Optional<StoredExecution> find(QueryScope scope, String id) {
        return store.find(scope.key(RowType.EXECUTION, id)).map(row -> read(scope, row));
    }

    Optional<StoredExecution> byToken(QueryScope scope, String token) {
        return store.find(scope.key(RowType.TOKEN, TOKEN_KIND + token))
                .flatMap(row -> find(scope, StoredJson.id(row)));
    }

    /// The newest that succeeded of those with this key.
    Optional<StoredExecution> reusable(QueryScope scope, String reuseKey) {
        return store.find(scope.key(RowType.REUSE, reuseKey))
                .flatMap(row -> find(scope, StoredJson.id(row)));
    }

    /// Replaces one that is finished now.
    void finish(StoredExecution execution) {
        QueryScope scope = execution.scope();
        List<ResourceChange> changes = new ArrayList<>();
        changes.add(
                new ResourceChange.Update(
                        key(execution), execution.revision(), content(execution)));
        changes.add(new ResourceChange.Discard(scope.key(RowType.OPEN, execution.id())));
        String reuse = execution.details().reuseKey();
        if (!reuse.isEmpty() && execution.state() == QueryExecutionState.SUCCEEDED) {
            ResourceKey reuseKey = scope.key(RowType.REUSE, reuse);
            changes.add(new ResourceChange.Discard(reuseKey));
            changes.add(new ResourceChange.Create(reuseKey, pointer(execution)));
        }
        store.apply(changes);
    }

    /// Names in the listing of a work group, newest first.
    ///
    /// @param after empty to start at the newest
    List<String> names(QueryScope scope, String workGroup, String after, int limit) {
        NameRange range = QueryScope.under(workGroup);
        return store.names(
                scope.rows(RowType.EXECUTION_OF),
                after.isEmpty() ? range : range.startingAfter(after),
                limit);
    }

    static String idOf(String orderName) {
        return orderName.substring(orderName.lastIndexOf('/') + 1);
    }

    /// Of all accounts and regions.
    List<ResourceKey> open() {
        return store.keys(RowType.OPEN.typeName());
    }

    /// Of all accounts and regions, in no order of time.
    List<ResourceKey> all() {
        return store.keys(RowType.EXECUTION_OF.typeName());
    }

    void discardOpen(QueryScope scope, String id) {
        store.apply(List.of(new ResourceChange.Discard(scope.key(RowType.OPEN, id))));
    }

    /// Removes an execution and all that points to it.
    void remove(QueryScope scope, String orderName) {
        String id = idOf(orderName);
        List<ResourceChange> changes = new ArrayList<>();
        changes.add(new ResourceChange.Discard(scope.key(RowType.EXECUTION_OF, orderName)));
        changes.add(new ResourceChange.Discard(scope.key(RowType.OPEN, id)));
        find(scope, id)
                .ifPresent(
                        execution -> {
                            changes.add(new ResourceChange.Discard(key(execution)));
                            if (!execution.details().token().isEmpty()) {
                                changes.add(new ResourceChange.Discard(tokenKey(execution)));
                            }
                            reuseRow(execution).ifPresent(changes::add);
                        });
        store.apply(changes);
    }

    private Optional<ResourceChange> reuseRow(StoredExecution execution) {
        if (execution.details().reuseKey().isEmpty()) {
            return Optional.empty();
        }
        ResourceKey key = execution.scope().key(RowType.REUSE, execution.details().reuseKey());
        return store.find(key)
                .filter(row -> StoredJson.id(row).equals(execution.id()))
                .map(_ -> new ResourceChange.Discard(key));
    }

    private static ResourceKey key(StoredExecution execution) {
        return execution.scope().key(RowType.EXECUTION, execution.id());
    }

    private static ResourceKey orderKey(StoredExecution execution) {
        return execution.scope().key(RowType.EXECUTION_OF, execution.details().orderName());
    }

    private static ResourceKey tokenKey(StoredExecution execution) {
        return execution.scope().key(RowType.TOKEN, TOKEN_KIND + execution.details().token());
    }

    private static ResourceContent pointer(StoredExecution execution) {
        return ResourceContent.of(
                StoredJson.write(execution.id(), QueryExecution.builder().build()).toString());
    }

    private static ResourceContent content(StoredExecution execution) {
        ObjectNode root = StoredJson.write(execution.id(), execution.shape());
        execution.details().writeTo(root);
        return ResourceContent.of(root.toString());
    }

    private static StoredExecution read(QueryScope scope, Resource row) {
        ObjectNode root = StoredJson.read(row);
        return new StoredExecution(
                scope,
                StoredJson.shape(root, QueryExecution.builder()),
                ExecutionDetails.of(root),
                row.revision());
    }
}
