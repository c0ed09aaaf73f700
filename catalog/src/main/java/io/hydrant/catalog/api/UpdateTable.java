package io.hydrant.catalog.api;

import io.hydrant.catalog.table.TableChange;
import io.hydrant.catalog.table.TableName;
import io.hydrant.catalog.table.Tables;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.glue.model.TableInput;
import software.amazon.awssdk.services.glue.model.UpdateTableRequest;
import software.amazon.awssdk.services.glue.model.UpdateTableResponse;

import java.util.Optional;

/// Makes the next version of a table; the one before is archived unless it is to be skipped.
final class UpdateTable {
    private final Tables tables;

    UpdateTable(Tables tables) {
        this.tables = tables;
    }

    UpdateTableResponse answer(UpdateTableRequest request, ApiCall call) {
        Lacking.refuse("TransactionId", request.transactionId());
        Lacking.refuse("ViewUpdateAction", request.viewUpdateAction());
        Lacking.refuse("UpdateOpenTableFormatInput", request.updateOpenTableFormatInput());
        TableInput input = TableInputs.required(request.tableInput(), request.name());
        TableName name =
                CatalogReference.table(
                        call, request.catalogId(), request.databaseName(), input.name());
        tables.update(
                new TableChange(
                        name,
                        TableShapes.of(input, CatalogReference.callerArn(call.caller())),
                        Optional.ofNullable(request.versionId()),
                        !Optional.ofNullable(request.skipArchive()).orElse(false)));
        return UpdateTableResponse.builder().build();
    }
}
