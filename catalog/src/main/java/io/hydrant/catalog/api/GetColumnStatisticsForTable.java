package io.hydrant.catalog.api;

import io.hydrant.catalog.table.TableName;
import io.hydrant.catalog.table.Tables;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.glue.model.GetColumnStatisticsForTableRequest;
import software.amazon.awssdk.services.glue.model.GetColumnStatisticsForTableResponse;

import java.util.List;

/// Says of every column asked for that it has no statistics: none are kept.
final class GetColumnStatisticsForTable {
    private final Tables tables;

    GetColumnStatisticsForTable(Tables tables) {
        this.tables = tables;
    }

    GetColumnStatisticsForTableResponse answer(
            GetColumnStatisticsForTableRequest request, ApiCall call) {
        TableName name =
                CatalogReference.table(
                        call, request.catalogId(), request.databaseName(), request.tableName());

        tables.require(name);
        return GetColumnStatisticsForTableResponse.builder()
                .columnStatisticsList(List.of())
                .errors(ColumnStatistics.absent(request.columnNames()))
                .build();
    }
}
