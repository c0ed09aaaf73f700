package io.hydrant.catalog.api;

import io.hydrant.catalog.table.TableName;
import io.hydrant.catalog.table.Tables;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.glue.model.CreateTableRequest;
import software.amazon.awssdk.services.glue.model.CreateTableResponse;
import software.amazon.awssdk.services.glue.model.TableInput;

/// Creates a table at version 0.
final class CreateTable {
    private final Tables tables;

    CreateTable(Tables tables) {
        this.tables = tables;
    }

    CreateTableResponse answer(CreateTableRequest request, ApiCall call) {
        Lacking.refuse("TransactionId", request.transactionId());
        Lacking.refuse("OpenTableFormatInput", request.openTableFormatInput());
        TableInput input = TableInputs.required(request.tableInput(), request.name());
        TableName name =
                CatalogReference.table(
                        call, request.catalogId(), request.databaseName(), input.name());
        tables.create(
                name,
                TableShapes.of(input, CatalogReference.callerArn(call.caller())),
                PartitionIndexes.of(request.partitionIndexes(), input.partitionKeys()));
        return CreateTableResponse.builder().build();
    }
}
