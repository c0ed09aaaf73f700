package io.hydrant.catalog.api;

import io.hydrant.catalog.database.Databases;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.glue.model.UpdateUserDefinedFunctionRequest;
import software.amazon.awssdk.services.glue.model.UpdateUserDefinedFunctionResponse;

/// Finds none: there are no functions.
final class UpdateUserDefinedFunction {
    private final Databases databases;

    UpdateUserDefinedFunction(Databases databases) {
        this.databases = databases;
    }

    UpdateUserDefinedFunctionResponse answer(
            UpdateUserDefinedFunctionRequest request, ApiCall call) {
        databases.require(
                CatalogReference.scope(call, request.catalogId()), request.databaseName());
        throw Functions.missing(request.functionName());
    }
}
