package io.hydrant.query.saved;

import io.hydrant.catalog.store.StoredJson;
import io.hydrant.control.Resource;
import io.hydrant.control.ResourceChange;
import io.hydrant.control.ResourceContent;
import io.hydrant.control.ResourceExists;
import io.hydrant.control.ResourceKey;
import io.hydrant.control.ResourceStore;
import io.hydrant.query.refusal.InvalidRequest;
import io.hydrant.query.store.QueryScope;
import io.hydrant.query.store.RowType;

import software.amazon.awssdk.services.athena.model.NamedQuery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// The named queries of all accounts and regions. Safe for use by many threads.
public final class NamedQueries {
    /// Of an account in a region.
    private static final int COUNT_MAX = 10_000;

    private static final String TOKEN_KIND = "named/";

    private final ResourceStore store;
    private final Supplier<String> ids;

    /// @param ids never the same text twice, after a restart neither
    public NamedQueries(ResourceStore store, Supplier<String> ids) {
        this.store = store;
        this.ids = ids;
    }

    /// @param token of the client: the second query of the same token is the first
    /// @return its id
    /// @throws InvalidRequest when there are too many, or the token stands for another query
    public String create(QueryScope scope, NamedQuery query, Optional<String> token) {
        Optional<Resource> known = token.flatMap(text -> store.find(tokenKey(scope, text)));
        if (known.isPresent()) {
            return repeated(scope, query, StoredJson.id(known.get()));
        }
        if (store.names(scope.rows(RowType.NAMED_QUERY), QueryScope.ALL, COUNT_MAX).size()
                == COUNT_MAX) {
            throw new InvalidRequest(
                    "There are %,d named queries already, which is the limit."
                            .formatted(COUNT_MAX));
        }
        NamedQuery made = query.toBuilder().namedQueryId(ids.get()).build();
        List<ResourceChange> changes = new ArrayList<>();
        changes.add(
                new ResourceChange.Create(
                        scope.key(RowType.NAMED_QUERY, made.namedQueryId()), content(made, token)));
        changes.add(new ResourceChange.Create(ofKey(scope, made), ResourceContent.of("{}")));
        token.ifPresent(
                text ->
                        changes.add(
                                new ResourceChange.Create(
                                        tokenKey(scope, text), content(made, Optional.empty()))));
        try {
            store.apply(changes);
            return made.namedQueryId();
        } catch (ResourceExists _) {
            // the same token came twice at once
            return create(scope, query, token);
        }
    }

    private String repeated(QueryScope scope, NamedQuery query, String id) {
        Optional<NamedQuery> before = find(scope, id);
        if (before.isPresent()
                && !before.get().toBuilder().namedQueryId(null).build().equals(query)) {
            throw new InvalidRequest(
                    "Idempotent parameters do not match: the ClientRequestToken stands for another"
                            + " named query.");
        }
        return id;
    }

    public Optional<NamedQuery> find(QueryScope scope, String id) {
        return store.find(scope.key(RowType.NAMED_QUERY, id)).map(NamedQueries::read);
    }

    /// @throws InvalidRequest when there is none of this id
    public NamedQuery require(QueryScope scope, String id) {
        return find(scope, id).orElseThrow(() -> InvalidRequest.noNamedQuery(id));
    }

    /// Ids of a work group, in no order that means anything.
    ///
    /// @param after empty to start at the first
    public List<String> list(QueryScope scope, String workGroup, String after, int limit) {
        return new WorkGroupRows(scope, RowType.NAMED_QUERY_OF, workGroup)
                .list(store, after, limit);
    }

    /// @throws InvalidRequest when there is none of this id
    public void update(QueryScope scope, String id, UnaryOperator<NamedQuery> step) {
        Resource row =
                store.find(scope.key(RowType.NAMED_QUERY, id))
                        .orElseThrow(() -> InvalidRequest.noNamedQuery(id));
        store.update(row.key(), row.revision(), content(step.apply(read(row)), token(row)));
    }

    /// @throws InvalidRequest when there is none of this id
    public void delete(QueryScope scope, String id) {
        Resource row =
                store.find(scope.key(RowType.NAMED_QUERY, id))
                        .orElseThrow(() -> InvalidRequest.noNamedQuery(id));
        List<ResourceChange> changes = new ArrayList<>();
        changes.add(new ResourceChange.Discard(row.key()));
        changes.add(new ResourceChange.Discard(ofKey(scope, read(row))));
        token(row)
                .ifPresent(text -> changes.add(new ResourceChange.Discard(tokenKey(scope, text))));
        store.apply(changes);
    }

    private static Optional<String> token(Resource row) {
        return Optional.of(StoredJson.read(row).path("token").asText()).filter(t -> !t.isEmpty());
    }

    private static ResourceKey tokenKey(QueryScope scope, String token) {
        return scope.key(RowType.TOKEN, TOKEN_KIND + token);
    }

    private static ResourceKey ofKey(QueryScope scope, NamedQuery query) {
        return scope.key(RowType.NAMED_QUERY_OF, query.workGroup() + "/" + query.namedQueryId());
    }

    private static ResourceContent content(NamedQuery query, Optional<String> token) {
        return ResourceContent.of(
                StoredJson.write(query.namedQueryId(), query)
                        .put("token", token.orElse(""))
                        .toString());
    }

    private static NamedQuery read(Resource row) {
        return StoredJson.shape(StoredJson.read(row), NamedQuery.builder());
    }
}
