package io.hydrant.catalog.api;

import io.hydrant.catalog.table.TableName;
import io.hydrant.catalog.table.Tables;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.glue.model.DeleteTableRequest;
import software.amazon.awssdk.services.glue.model.DeleteTableResponse;

/// Removes a table with its versions and partitions.
final class DeleteTable {
    private final Tables tables;

    DeleteTable(Tables tables) {
        this.tables = tables;
    }

    DeleteTableResponse answer(DeleteTableRequest request, ApiCall call) {
        Lacking.refuse("TransactionId", request.transactionId());
        TableName name =
                CatalogReference.table(
                        call, request.catalogId(), request.databaseName(), request.name());
        tables.delete(name);
        return DeleteTableResponse.builder().build();
    }
}
