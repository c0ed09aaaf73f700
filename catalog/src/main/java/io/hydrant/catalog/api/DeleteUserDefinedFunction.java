package io.hydrant.catalog.api;

import io.hydrant.catalog.database.Databases;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.glue.model.DeleteUserDefinedFunctionRequest;
import software.amazon.awssdk.services.glue.model.DeleteUserDefinedFunctionResponse;

/// Finds none: there are no functions.
final class DeleteUserDefinedFunction {
    private final Databases databases;

    DeleteUserDefinedFunction(Databases databases) {
        this.databases = databases;
    }

    DeleteUserDefinedFunctionResponse answer(
            DeleteUserDefinedFunctionRequest request, ApiCall call) {
        databases.require(
                CatalogReference.scope(call, request.catalogId()), request.databaseName());
        throw Functions.missing(request.functionName());
    }
}
