package io.hydrant.catalog.api;

import io.hydrant.catalog.database.Databases;
import io.hydrant.catalog.store.CatalogScope;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.glue.model.GetUserDefinedFunctionsRequest;
import software.amazon.awssdk.services.glue.model.GetUserDefinedFunctionsResponse;

import java.util.List;

/// Lists none: there are no functions.
final class GetUserDefinedFunctions {
    private final Databases databases;

    GetUserDefinedFunctions(Databases databases) {
        this.databases = databases;
    }

    GetUserDefinedFunctionsResponse answer(GetUserDefinedFunctionsRequest request, ApiCall call) {
        CatalogScope scope = CatalogReference.scope(call, request.catalogId());
        PageToken.place("GetUserDefinedFunctions", request.nextToken());
        if (request.databaseName() != null) {
            databases.require(scope, request.databaseName());
        }
        return GetUserDefinedFunctionsResponse.builder().userDefinedFunctions(List.of()).build();
    }
}
