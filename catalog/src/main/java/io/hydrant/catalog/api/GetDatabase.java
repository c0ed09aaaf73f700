package io.hydrant.catalog.api;

import io.hydrant.catalog.database.Databases;
import io.hydrant.catalog.database.StoredDatabase;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.glue.model.GetDatabaseRequest;
import software.amazon.awssdk.services.glue.model.GetDatabaseResponse;

/// Shows a database.
final class GetDatabase {
    private final Databases databases;

    GetDatabase(Databases databases) {
        this.databases = databases;
    }

    GetDatabaseResponse answer(GetDatabaseRequest request, ApiCall call) {
        StoredDatabase database =
                databases.require(
                        CatalogReference.scope(call, request.catalogId()), request.name());
        return GetDatabaseResponse.builder().database(database.shape()).build();
    }
}
