package io.hydrant.query.api;

import io.hydrant.query.refusal.NotFound;
import io.hydrant.query.saved.PreparedStatements;
import io.hydrant.query.store.QueryScope;
import io.hydrant.query.workgroup.WorkGroups;
import io.hydrant.wire.constraint.ServiceConstraints;
import io.hydrant.wire.json.ApiCall;
import io.hydrant.wire.json.Operation;

import software.amazon.awssdk.services.athena.model.BatchGetPreparedStatementRequest;
import software.amazon.awssdk.services.athena.model.BatchGetPreparedStatementResponse;
import software.amazon.awssdk.services.athena.model.CreatePreparedStatementRequest;
import software.amazon.awssdk.services.athena.model.CreatePreparedStatementResponse;
import software.amazon.awssdk.services.athena.model.DeletePreparedStatementRequest;
import software.amazon.awssdk.services.athena.model.DeletePreparedStatementResponse;
import software.amazon.awssdk.services.athena.model.GetPreparedStatementRequest;
import software.amazon.awssdk.services.athena.model.GetPreparedStatementResponse;
import software.amazon.awssdk.services.athena.model.ListPreparedStatementsRequest;
import software.amazon.awssdk.services.athena.model.ListPreparedStatementsResponse;
import software.amazon.awssdk.services.athena.model.PreparedStatement;
import software.amazon.awssdk.services.athena.model.PreparedStatementSummary;
import software.amazon.awssdk.services.athena.model.UnprocessedPreparedStatementName;
import software.amazon.awssdk.services.athena.model.UpdatePreparedStatementRequest;
import software.amazon.awssdk.services.athena.model.UpdatePreparedStatementResponse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The operations on prepared statements.
final class PreparedStatementOperations {
    private static final String LIST = "ListPreparedStatements";
    private static final int LIST_MAX = 50;

    private final WorkGroups workGroups;
    private final PreparedStatements statements;

    PreparedStatementOperations(Athena athena) {
        this.workGroups = athena.workGroups();
        this.statements = athena.preparedStatements();
    }

    List<Operation> operations(ServiceConstraints constraints) {
        return List.of(
                Operation.typed(
                        "CreatePreparedStatement",
                        CreatePreparedStatementRequest::builder,
                        constraints,
                        this::create),
                Operation.typed(
                        "GetPreparedStatement",
                        GetPreparedStatementRequest::builder,
                        constraints,
                        this::get),
                Operation.typed(
                        "BatchGetPreparedStatement",
                        BatchGetPreparedStatementRequest::builder,
                        constraints,
                        this::batchGet),
                Operation.typed(
                        "UpdatePreparedStatement",
                        UpdatePreparedStatementRequest::builder,
                        constraints,
                        this::update),
                Operation.typed(
                        "DeletePreparedStatement",
                        DeletePreparedStatementRequest::builder,
                        constraints,
                        this::delete),
                Operation.typed(
                        LIST, ListPreparedStatementsRequest::builder, constraints, this::list));
    }

    private CreatePreparedStatementResponse create(
            CreatePreparedStatementRequest request, ApiCall call) {
        QueryScope scope = Requests.scope(call);
        workGroups.require(scope, request.workGroup());
        statements.create(
                scope,
                PreparedStatement.builder()
                        .workGroupName(request.workGroup())
                        .statementName(request.statementName())
                        .queryStatement(request.queryStatement())
                        .description(request.description())
                        .build());
        return CreatePreparedStatementResponse.builder().build();
    }

    private GetPreparedStatementResponse get(GetPreparedStatementRequest request, ApiCall call) {
        QueryScope scope = Requests.scope(call);
        workGroups.require(scope, request.workGroup());
        return GetPreparedStatementResponse.builder()
                .preparedStatement(
                        statements.require(scope, request.workGroup(), request.statementName()))
                .build();
    }

    private BatchGetPreparedStatementResponse batchGet(
            BatchGetPreparedStatementRequest request, ApiCall call) {
        QueryScope scope = Requests.scope(call);
        workGroups.require(scope, request.workGroup());
        List<PreparedStatement> found = new ArrayList<>();
        List<UnprocessedPreparedStatementName> missing = new ArrayList<>();
        for (String name : request.preparedStatementNames()) {
            Optional<PreparedStatement> statement =
                    statements.find(scope, request.workGroup(), name);
            if (statement.isPresent()) {
                found.add(statement.get());
            } else {
                missing.add(
                        UnprocessedPreparedStatementName.builder()
                                .statementName(name)
                                .errorCode("RESOURCE_NOT_FOUND")
                                .errorMessage(
                                        NotFound.preparedStatement(name, request.workGroup())
                                                .getMessage())
                                .build());
            }
        }
        return BatchGetPreparedStatementResponse.builder()
                .preparedStatements(found)
                .unprocessedPreparedStatementNames(missing)
                .build();
    }

    private UpdatePreparedStatementResponse update(
            UpdatePreparedStatementRequest request, ApiCall call) {
        QueryScope scope = Requests.scope(call);
        PreparedStatement before =
                statements.require(scope, request.workGroup(), request.statementName());
        statements.update(
                scope,
                before.toBuilder()
                        .queryStatement(request.queryStatement())
                        .description(
                                Optional.ofNullable(request.description())
                                        .orElse(before.description()))
                        .build());
        return UpdatePreparedStatementResponse.builder().build();
    }

    private DeletePreparedStatementResponse delete(
            DeletePreparedStatementRequest request, ApiCall call) {
        statements.delete(Requests.scope(call), request.workGroup(), request.statementName());
        return DeletePreparedStatementResponse.builder().build();
    }

    private ListPreparedStatementsResponse list(
            ListPreparedStatementsRequest request, ApiCall call) {
        QueryScope scope = Requests.scope(call);
        String workGroup = request.workGroup();
        workGroups.require(scope, workGroup);
        int limit = Requests.limit(request.maxResults(), LIST_MAX);
        List<String> names =
                statements.list(
                        scope, workGroup, Requests.after(LIST, request.nextToken()), limit + 1);
        List<String> shown = names.size() <= limit ? names : names.subList(0, limit);
        List<PreparedStatementSummary> summaries = new ArrayList<>();
        for (String name : shown) {
            statements
                    .find(scope, workGroup, name)
                    .map(PreparedStatementOperations::summary)
                    .ifPresent(summaries::add);
        }
        return ListPreparedStatementsResponse.builder()
                .preparedStatements(summaries)
                .nextToken(
                        Requests.token(
                                LIST,
                                names.size() <= limit
                                        ? Optional.empty()
                                        : Optional.of(shown.getLast())))
                .build();
    }

    private static PreparedStatementSummary summary(PreparedStatement statement) {
        return PreparedStatementSummary.builder()
                .statementName(statement.statementName())
                .lastModifiedTime(statement.lastModifiedTime())
                .build();
    }
}
