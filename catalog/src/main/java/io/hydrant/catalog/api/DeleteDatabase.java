package io.hydrant.catalog.api;

import io.hydrant.catalog.database.Databases;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.glue.model.DeleteDatabaseRequest;
import software.amazon.awssdk.services.glue.model.DeleteDatabaseResponse;

/// Removes a database with its tables.
final class DeleteDatabase {
    private final Databases databases;

    DeleteDatabase(Databases databases) {
        this.databases = databases;
    }

    DeleteDatabaseResponse answer(DeleteDatabaseRequest request, ApiCall call) {
        databases.delete(CatalogReference.scope(call, request.catalogId()), request.name());
        return DeleteDatabaseResponse.builder().build();
    }
}
