package io.hydrant.catalog.api;

import io.hydrant.catalog.database.Databases;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.glue.model.UpdateDatabaseRequest;
import software.amazon.awssdk.services.glue.model.UpdateDatabaseResponse;

/// Replaces what is known of a database, its name too if the input has another.
final class UpdateDatabase {
    private final Databases databases;

    UpdateDatabase(Databases databases) {
        this.databases = databases;
    }

    UpdateDatabaseResponse answer(UpdateDatabaseRequest request, ApiCall call) {
        databases.update(
                CatalogReference.scope(call, request.catalogId()),
                request.name(),
                DatabaseShapes.of(request.databaseInput()));
        return UpdateDatabaseResponse.builder().build();
    }
}
