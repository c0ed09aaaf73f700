package io.hydrant.catalog.api;

import io.hydrant.catalog.table.TableName;
import io.hydrant.catalog.table.Tables;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.glue.model.DeleteColumnStatisticsForTableRequest;
import software.amazon.awssdk.services.glue.model.DeleteColumnStatisticsForTableResponse;

/// Removes nothing: no statistics are kept. Trino asks so of every table that it makes, and takes
/// `EntityNotFoundException` for the absence of the table itself.
final class DeleteColumnStatisticsForTable {
    private final Tables tables;

    DeleteColumnStatisticsForTable(Tables tables) {
        this.tables = tables;
    }

    DeleteColumnStatisticsForTableResponse answer(
            DeleteColumnStatisticsForTableRequest request, ApiCall call) {
        TableName name =
                CatalogReference.table(
                        call, request.catalogId(), request.databaseName(), request.tableName());

        tables.require(name);
        return DeleteColumnStatisticsForTableResponse.builder().build();
    }
}
