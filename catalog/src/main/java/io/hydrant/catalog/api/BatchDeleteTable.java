package io.hydrant.catalog.api;

import io.hydrant.catalog.database.Databases;
import io.hydrant.catalog.refusal.CatalogException;
import io.hydrant.catalog.table.Tables;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.glue.model.BatchDeleteTableRequest;
import software.amazon.awssdk.services.glue.model.BatchDeleteTableResponse;
import software.amazon.awssdk.services.glue.model.TableError;

import java.util.ArrayList;
import java.util.List;

/// Removes tables of a database; those that are not there are told.
final class BatchDeleteTable {
    private final Databases databases;
    private final Tables tables;

    BatchDeleteTable(Databases databases, Tables tables) {
        this.databases = databases;
        this.tables = tables;
    }

    BatchDeleteTableResponse answer(BatchDeleteTableRequest request, ApiCall call) {
        Lacking.refuse("TransactionId", request.transactionId());
        databases.require(
                CatalogReference.scope(call, request.catalogId()), request.databaseName());
        List<TableError> errors = new ArrayList<>();
        for (String table : request.tablesToDelete()) {
            try {
                tables.delete(
                        CatalogReference.table(
                                call, request.catalogId(), request.databaseName(), table));
            } catch (CatalogException e) {
                errors.add(
                        TableError.builder()
                                .tableName(table)
                                .errorDetail(GlueErrors.detail(e))
                                .build());
            }
        }
        return BatchDeleteTableResponse.builder().errors(errors).build();
    }
}
