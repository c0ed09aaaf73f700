package io.hydrant.catalog.api;

import io.hydrant.catalog.table.TableName;
import io.hydrant.catalog.table.Tables;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.glue.model.GetTableRequest;
import software.amazon.awssdk.services.glue.model.GetTableResponse;

/// Shows the newest version of a table.
final class GetTable {
    private final Tables tables;

    GetTable(Tables tables) {
        this.tables = tables;
    }

    GetTableResponse answer(GetTableRequest request, ApiCall call) {
        Lacking.refuse("TransactionId", request.transactionId());
        Lacking.refuse("QueryAsOfTime", request.queryAsOfTime());
        TableName name =
                CatalogReference.table(
                        call, request.catalogId(), request.databaseName(), request.name());
        return GetTableResponse.builder().table(tables.require(name).shape()).build();
    }
}
