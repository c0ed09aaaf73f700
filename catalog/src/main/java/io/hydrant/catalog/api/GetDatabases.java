package io.hydrant.catalog.api;

import io.hydrant.catalog.database.DatabasePage;
import io.hydrant.catalog.database.Databases;
import io.hydrant.catalog.database.StoredDatabase;
import io.hydrant.catalog.refusal.InvalidInput;
import io.hydrant.catalog.store.CatalogScope;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.glue.model.Database;
import software.amazon.awssdk.services.glue.model.DatabaseAttributes;
import software.amazon.awssdk.services.glue.model.GetDatabasesRequest;
import software.amazon.awssdk.services.glue.model.GetDatabasesResponse;
import software.amazon.awssdk.services.glue.model.ResourceShareType;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Lists databases in order of their names. No other account shares any: of those there are none.
final class GetDatabases {
    private static final String KIND = "GetDatabases";
    private static final int DATABASES_MAX = 100;

    private final Databases databases;

    GetDatabases(Databases databases) {
        this.databases = databases;
    }

    GetDatabasesResponse answer(GetDatabasesRequest request, ApiCall call) {
        CatalogScope scope = CatalogReference.scope(call, request.catalogId());
        String after = PageToken.place(KIND, request.nextToken()).orElse("");
        if (onlyOfOthers(request)) {
            return GetDatabasesResponse.builder().databaseList(List.of()).build();
        }
        int limit = Optional.ofNullable(request.maxResults()).orElse(DATABASES_MAX);
        DatabasePage page = databases.list(scope, after, limit);
        return GetDatabasesResponse.builder()
                .databaseList(
                        page.databases().stream()
                                .map(StoredDatabase::shape)
                                .map(shown(request))
                                .toList())
                .nextToken(PageToken.text(KIND, page.last()))
                .build();
    }

    private static boolean onlyOfOthers(GetDatabasesRequest request) {
        return request.resourceShareType() != null
                && request.resourceShareType() != ResourceShareType.ALL;
    }

    private static UnaryOperator<Database> shown(GetDatabasesRequest request) {
        List<DatabaseAttributes> attributes = request.attributesToGet();
        if (attributes.isEmpty()) {
            return database -> database;
        }
        if (!attributes.contains(DatabaseAttributes.NAME)) {
            throw new InvalidInput("AttributesToGet must include NAME but is " + attributes + ".");
        }
        return database ->
                Database.builder().name(database.name()).catalogId(database.catalogId()).build();
    }
}
