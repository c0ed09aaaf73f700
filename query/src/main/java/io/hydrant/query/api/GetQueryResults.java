package io.hydrant.query.api;

import io.hydrant.query.execution.Executions;
import io.hydrant.query.execution.StoredExecution;
import io.hydrant.query.refusal.InvalidRequest;
import io.hydrant.query.result.ResultColumn;
import io.hydrant.query.result.ResultPage;
import io.hydrant.query.result.ResultReader;
import io.hydrant.query.store.ListPlace;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.athena.model.ColumnInfo;
import software.amazon.awssdk.services.athena.model.ColumnNullable;
import software.amazon.awssdk.services.athena.model.Datum;
import software.amazon.awssdk.services.athena.model.GetQueryResultsRequest;
import software.amazon.awssdk.services.athena.model.GetQueryResultsResponse;
import software.amazon.awssdk.services.athena.model.QueryResultType;
import software.amazon.awssdk.services.athena.model.ResultSet;
import software.amazon.awssdk.services.athena.model.ResultSetMetadata;
import software.amazon.awssdk.services.athena.model.Row;

import java.util.List;
import java.util.Optional;

/// Shows a page of a result. The header of a query is the first row of its first page. A token
/// holds the place in the file that the next page begins at; the file is never read from its start
/// to get there.
final class GetQueryResults {
    private static final String KIND = "GetQueryResults";
    private static final int ROWS_MAX = 1000;

    private final Executions executions;
    private final ResultReader results;

    GetQueryResults(Executions executions, ResultReader results) {
        this.executions = executions;
        this.results = results;
    }

    GetQueryResultsResponse answer(GetQueryResultsRequest request, ApiCall call) {
        if (request.queryResultType() == QueryResultType.DATA_MANIFEST) {
            throw InvalidRequest.unsupported("QueryResultType DATA_MANIFEST is");
        }
        StoredExecution execution =
                executions.require(Requests.scope(call), request.queryExecutionId());
        requireSucceeded(execution);
        long firstByte = firstByte(execution, request.nextToken());
        ResultPage page =
                results.page(
                        execution.file(),
                        execution.form(),
                        firstByte,
                        Requests.limit(request.maxResults(), ROWS_MAX));
        List<ColumnInfo> columns =
                results.columns(execution.file()).stream().map(GetQueryResults::column).toList();
        return GetQueryResultsResponse.builder()
                .updateCount(execution.updateCount())
                .resultSet(
                        ResultSet.builder()
                                .rows(page.rows().stream().map(GetQueryResults::row).toList())
                                .resultSetMetadata(
                                        ResultSetMetadata.builder().columnInfo(columns).build())
                                .build())
                .nextToken(
                        Requests.token(
                                KIND,
                                page.next().isPresent()
                                        ? Optional.of(
                                                execution.id() + " " + page.next().getAsLong())
                                        : Optional.empty()))
                .build();
    }

    private static void requireSucceeded(StoredExecution execution) {
        switch (execution.state()) {
            case SUCCEEDED -> {}
            case FAILED, CANCELLED ->
                    throw new InvalidRequest(
                            "Query did not finish successfully. Final query state: "
                                    + execution.state());
            default ->
                    throw new InvalidRequest(
                            "Query has not yet finished. Current state: " + execution.state());
        }
    }

    private static long firstByte(StoredExecution execution, String token) {
        Optional<String> place = ListPlace.of(KIND, Optional.ofNullable(token));
        if (place.isEmpty()) {
            return 0;
        }
        String[] words = place.get().split(" ");
        if (words.length != 2 || !words[0].equals(execution.id())) {
            throw new InvalidRequest("NextToken is not valid: it is none of this execution's.");
        }
        try {
            return Long.parseLong(words[1]);
        } catch (NumberFormatException _) {
            throw new InvalidRequest("NextToken is not valid: it is none of this execution's.");
        }
    }

    private static Row row(List<Optional<String>> values) {
        return Row.builder().data(values.stream().map(GetQueryResults::datum).toList()).build();
    }

    private static Datum datum(Optional<String> value) {
        return Datum.builder().varCharValue(value.orElse(null)).build();
    }

    private static ColumnInfo column(ResultColumn column) {
        return ColumnInfo.builder()
                .catalogName("hive")
                .schemaName("")
                .tableName("")
                .name(column.name())
                .label(column.name())
                .type(column.type())
                .precision(column.precision())
                .scale(column.scale())
                .nullable(ColumnNullable.UNKNOWN)
                .caseSensitive(column.caseSensitive())
                .build();
    }
}
