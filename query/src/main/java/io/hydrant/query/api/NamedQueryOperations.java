package io.hydrant.query.api;

import io.hydrant.query.refusal.InvalidRequest;
import io.hydrant.query.saved.NamedQueries;
import io.hydrant.query.store.QueryScope;
import io.hydrant.query.workgroup.WorkGroups;
import io.hydrant.wire.constraint.ServiceConstraints;
import io.hydrant.wire.json.ApiCall;
import io.hydrant.wire.json.Operation;

import software.amazon.awssdk.services.athena.model.BatchGetNamedQueryRequest;
import software.amazon.awssdk.services.athena.model.BatchGetNamedQueryResponse;
import software.amazon.awssdk.services.athena.model.CreateNamedQueryRequest;
import software.amazon.awssdk.services.athena.model.CreateNamedQueryResponse;
import software.amazon.awssdk.services.athena.model.DeleteNamedQueryRequest;
import software.amazon.awssdk.services.athena.model.DeleteNamedQueryResponse;
import software.amazon.awssdk.services.athena.model.GetNamedQueryRequest;
import software.amazon.awssdk.services.athena.model.GetNamedQueryResponse;
import software.amazon.awssdk.services.athena.model.ListNamedQueriesRequest;
import software.amazon.awssdk.services.athena.model.ListNamedQueriesResponse;
import software.amazon.awssdk.services.athena.model.NamedQuery;
import software.amazon.awssdk.services.athena.model.UnprocessedNamedQueryId;
import software.amazon.awssdk.services.athena.model.UpdateNamedQueryRequest;
import software.amazon.awssdk.services.athena.model.UpdateNamedQueryResponse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The operations on named queries.
final class NamedQueryOperations {
    private static final String LIST = "ListNamedQueries";
    private static final int LIST_MAX = 50;

    private final WorkGroups workGroups;
    private final NamedQueries queries;

    NamedQueryOperations(Athena athena) {
        this.workGroups = athena.workGroups();
        this.queries = athena.namedQueries();
    }

    List<Operation> operations(ServiceConstraints constraints) {
        return List.of(
                Operation.typed(
                        "CreateNamedQuery",
                        CreateNamedQueryRequest::builder,
                        constraints,
                        this::create),
                Operation.typed(
                        "GetNamedQuery", GetNamedQueryRequest::builder, constraints, this::get),
                Operation.typed(
                        "BatchGetNamedQuery",
                        BatchGetNamedQueryRequest::builder,
                        constraints,
                        this::batchGet),
                Operation.typed(
                        "UpdateNamedQuery",
                        UpdateNamedQueryRequest::builder,
                        constraints,
                        this::update),
                Operation.typed(
                        "DeleteNamedQuery",
                        DeleteNamedQueryRequest::builder,
                        constraints,
                        this::delete),
                Operation.typed(LIST, ListNamedQueriesRequest::builder, constraints, this::list));
    }

    private CreateNamedQueryResponse create(CreateNamedQueryRequest request, ApiCall call) {
        QueryScope scope = Requests.scope(call);
        String workGroup = Requests.workGroup(request.workGroup());
        workGroups.require(scope, workGroup);
        NamedQuery query =
                NamedQuery.builder()
                        .name(request.name())
                        .description(request.description())
                        .database(request.database())
                        .queryString(request.queryString())
                        .workGroup(workGroup)
                        .build();
        String id = queries.create(scope, query, Optional.ofNullable(request.clientRequestToken()));
        return CreateNamedQueryResponse.builder().namedQueryId(id).build();
    }

    private GetNamedQueryResponse get(GetNamedQueryRequest request, ApiCall call) {
        return GetNamedQueryResponse.builder()
                .namedQuery(queries.require(Requests.scope(call), request.namedQueryId()))
                .build();
    }

    private BatchGetNamedQueryResponse batchGet(BatchGetNamedQueryRequest request, ApiCall call) {
        List<NamedQuery> found = new ArrayList<>();
        List<UnprocessedNamedQueryId> missing = new ArrayList<>();
        for (String id : request.namedQueryIds()) {
            Optional<NamedQuery> query = queries.find(Requests.scope(call), id);
            if (query.isPresent()) {
                found.add(query.get());
            } else {
                InvalidRequest refusal = InvalidRequest.noNamedQuery(id);
                missing.add(
                        UnprocessedNamedQueryId.builder()
                                .namedQueryId(id)
                                .errorCode(refusal.code().name())
                                .errorMessage(refusal.getMessage())
                                .build());
            }
        }
        return BatchGetNamedQueryResponse.builder()
                .namedQueries(found)
                .unprocessedNamedQueryIds(missing)
                .build();
    }

    private UpdateNamedQueryResponse update(UpdateNamedQueryRequest request, ApiCall call) {
        queries.update(
                Requests.scope(call),
                request.namedQueryId(),
                before -> {
                    NamedQuery.Builder after =
                            before.toBuilder()
                                    .name(request.name())
                                    .queryString(request.queryString());
                    Optional.ofNullable(request.description()).ifPresent(after::description);
                    return after.build();
                });
        return UpdateNamedQueryResponse.builder().build();
    }

    private DeleteNamedQueryResponse delete(DeleteNamedQueryRequest request, ApiCall call) {
        queries.delete(Requests.scope(call), request.namedQueryId());
        return DeleteNamedQueryResponse.builder().build();
    }

    private ListNamedQueriesResponse list(ListNamedQueriesRequest request, ApiCall call) {
        QueryScope scope = Requests.scope(call);
        String workGroup = Requests.workGroup(request.workGroup());
        workGroups.require(scope, workGroup);
        int limit = Requests.limit(request.maxResults(), LIST_MAX);
        List<String> ids =
                queries.list(
                        scope, workGroup, Requests.after(LIST, request.nextToken()), limit + 1);
        List<String> shown = ids.size() <= limit ? ids : ids.subList(0, limit);
        return ListNamedQueriesResponse.builder()
                .namedQueryIds(shown)
                .nextToken(
                        Requests.token(
                                LIST,
                                ids.size() <= limit
                                        ? Optional.empty()
                                        : Optional.of(shown.getLast())))
                .build();
    }
}
