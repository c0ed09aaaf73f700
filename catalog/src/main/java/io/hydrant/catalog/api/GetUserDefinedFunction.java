package io.hydrant.catalog.api;

import io.hydrant.catalog.database.Databases;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.glue.model.GetUserDefinedFunctionRequest;
import software.amazon.awssdk.services.glue.model.GetUserDefinedFunctionResponse;

/// Finds none: there are no functions.
final class GetUserDefinedFunction {
    private final Databases databases;

    GetUserDefinedFunction(Databases databases) {
        this.databases = databases;
    }

    GetUserDefinedFunctionResponse answer(GetUserDefinedFunctionRequest request, ApiCall call) {
        databases.require(
                CatalogReference.scope(call, request.catalogId()), request.databaseName());
        throw Functions.missing(request.functionName());
    }
}
