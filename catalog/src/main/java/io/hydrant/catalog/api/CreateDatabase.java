package io.hydrant.catalog.api;

import io.hydrant.catalog.database.Databases;
import io.hydrant.catalog.store.CatalogScope;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.glue.model.CreateDatabaseRequest;
import software.amazon.awssdk.services.glue.model.CreateDatabaseResponse;

import java.util.TreeMap;

/// Creates a database.
final class CreateDatabase {
    private final Databases databases;

    CreateDatabase(Databases databases) {
        this.databases = databases;
    }

    CreateDatabaseResponse answer(CreateDatabaseRequest request, ApiCall call) {
        CatalogScope scope = CatalogReference.scope(call, request.catalogId());
        databases.create(
                scope,
                DatabaseShapes.of(request.databaseInput()),
                TagRules.added(new TreeMap<>(), request.tags()));
        return CreateDatabaseResponse.builder().build();
    }
}
