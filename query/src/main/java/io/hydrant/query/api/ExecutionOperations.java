package io.hydrant.query.api;

import io.hydrant.query.execution.Executions;
import io.hydrant.query.execution.StoredExecution;
import io.hydrant.query.store.QueryScope;
import io.hydrant.query.workgroup.WorkGroups;
import io.hydrant.wire.constraint.ServiceConstraints;
import io.hydrant.wire.json.ApiCall;
import io.hydrant.wire.json.Operation;

import software.amazon.awssdk.services.athena.model.BatchGetQueryExecutionRequest;
import software.amazon.awssdk.services.athena.model.BatchGetQueryExecutionResponse;
import software.amazon.awssdk.services.athena.model.GetQueryExecutionRequest;
import software.amazon.awssdk.services.athena.model.GetQueryExecutionResponse;
import software.amazon.awssdk.services.athena.model.GetQueryResultsRequest;
import software.amazon.awssdk.services.athena.model.GetQueryRuntimeStatisticsRequest;
import software.amazon.awssdk.services.athena.model.GetQueryRuntimeStatisticsResponse;
import software.amazon.awssdk.services.athena.model.ListQueryExecutionsRequest;
import software.amazon.awssdk.services.athena.model.ListQueryExecutionsResponse;
import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.QueryExecutionStatistics;
import software.amazon.awssdk.services.athena.model.QueryRuntimeStatistics;
import software.amazon.awssdk.services.athena.model.QueryRuntimeStatisticsRows;
import software.amazon.awssdk.services.athena.model.QueryRuntimeStatisticsTimeline;
import software.amazon.awssdk.services.athena.model.StartQueryExecutionRequest;
import software.amazon.awssdk.services.athena.model.StartQueryExecutionResponse;
import software.amazon.awssdk.services.athena.model.StopQueryExecutionRequest;
import software.amazon.awssdk.services.athena.model.StopQueryExecutionResponse;
import software.amazon.awssdk.services.athena.model.UnprocessedQueryExecutionId;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The operations on query executions; their results are [GetQueryResults]'.
final class ExecutionOperations {
    private static final String LIST = "ListQueryExecutions";
    private static final int LIST_MAX = 50;

    private final Executions executions;
    private final WorkGroups workGroups;
    private final GetQueryResults results;

    ExecutionOperations(Athena athena) {
        this.executions = athena.executions();
        this.workGroups = athena.workGroups();
        this.results = new GetQueryResults(executions, athena.results());
    }

    List<Operation> operations(ServiceConstraints constraints) {
        return List.of(
                Operation.typed(
                        "StartQueryExecution",
                        StartQueryExecutionRequest::builder,
                        constraints,
                        this::start),
                Operation.typed(
                        "GetQueryExecution",
                        GetQueryExecutionRequest::builder,
                        constraints,
                        this::get),
                Operation.typed(
                        "BatchGetQueryExecution",
                        BatchGetQueryExecutionRequest::builder,
                        constraints,
                        this::batchGet),
                Operation.typed(
                        "StopQueryExecution",
                        StopQueryExecutionRequest::builder,
                        constraints,
                        this::stop),
                Operation.typed(LIST, ListQueryExecutionsRequest::builder, constraints, this::list),
                Operation.typed(
                        "GetQueryResults",
                        GetQueryResultsRequest::builder,
                        constraints,
                        results::answer),
                Operation.typed(
                        "GetQueryRuntimeStatistics",
                        GetQueryRuntimeStatisticsRequest::builder,
                        constraints,
                        this::statistics));
    }

    private StartQueryExecutionResponse start(StartQueryExecutionRequest request, ApiCall call) {
        String id = executions.start(Requests.scope(call), request);
        return StartQueryExecutionResponse.builder().queryExecutionId(id).build();
    }

    private GetQueryExecutionResponse get(GetQueryExecutionRequest request, ApiCall call) {
        return GetQueryExecutionResponse.builder()
                .queryExecution(
                        executions
                                .require(Requests.scope(call), request.queryExecutionId())
                                .shape())
                .build();
    }

    private BatchGetQueryExecutionResponse batchGet(
            BatchGetQueryExecutionRequest request, ApiCall call) {
        List<QueryExecution> found = new ArrayList<>();
        List<UnprocessedQueryExecutionId> missing = new ArrayList<>();
        for (String id : request.queryExecutionIds()) {
            Optional<StoredExecution> execution = executions.find(Requests.scope(call), id);
            if (execution.isPresent()) {
                found.add(execution.get().shape());
            } else {
                missing.add(
                        UnprocessedQueryExecutionId.builder()
                                .queryExecutionId(id)
                                .errorCode("RESOURCE_NOT_FOUND")
                                .errorMessage("QueryExecution " + id + " was not found")
                                .build());
            }
        }
        return BatchGetQueryExecutionResponse.builder()
                .queryExecutions(found)
                .unprocessedQueryExecutionIds(missing)
                .build();
    }

    private StopQueryExecutionResponse stop(StopQueryExecutionRequest request, ApiCall call) {
        executions.stop(Requests.scope(call), request.queryExecutionId());
        return StopQueryExecutionResponse.builder().build();
    }

    private ListQueryExecutionsResponse list(ListQueryExecutionsRequest request, ApiCall call) {
        QueryScope scope = Requests.scope(call);
        String workGroup = Requests.workGroup(request.workGroup());
        workGroups.require(scope, workGroup);
        Executions.Page page =
                executions.list(
                        scope,
                        workGroup,
                        Requests.after(LIST, request.nextToken()),
                        Requests.limit(request.maxResults(), LIST_MAX));
        return ListQueryExecutionsResponse.builder()
                .queryExecutionIds(page.ids())
                .nextToken(Requests.token(LIST, page.last()))
                .build();
    }

    /// Stages of the engine are not told: they would be another engine's.
    private GetQueryRuntimeStatisticsResponse statistics(
            GetQueryRuntimeStatisticsRequest request, ApiCall call) {
        StoredExecution execution =
                executions.require(Requests.scope(call), request.queryExecutionId());
        QueryExecutionStatistics of = execution.shape().statistics();
        QueryRuntimeStatisticsTimeline timeline =
                QueryRuntimeStatisticsTimeline.builder()
                        .queryQueueTimeInMillis(of.queryQueueTimeInMillis())
                        .queryPlanningTimeInMillis(of.queryPlanningTimeInMillis())
                        .engineExecutionTimeInMillis(of.engineExecutionTimeInMillis())
                        .serviceProcessingTimeInMillis(of.serviceProcessingTimeInMillis())
                        .totalExecutionTimeInMillis(of.totalExecutionTimeInMillis())
                        .build();
        QueryRuntimeStatisticsRows rows =
                QueryRuntimeStatisticsRows.builder()
                        .inputBytes(of.dataScannedInBytes())
                        .outputRows(execution.outputRows())
                        .outputBytes(execution.outputBytes())
                        .build();
        return GetQueryRuntimeStatisticsResponse.builder()
                .queryRuntimeStatistics(
                        QueryRuntimeStatistics.builder().timeline(timeline).rows(rows).build())
                .build();
    }
}
