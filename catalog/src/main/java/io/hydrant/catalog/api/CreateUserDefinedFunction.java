package io.hydrant.catalog.api;

import io.hydrant.catalog.refusal.InvalidInput;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.glue.model.CreateUserDefinedFunctionRequest;
import software.amazon.awssdk.services.glue.model.CreateUserDefinedFunctionResponse;

/// Is refused: functions are not kept.
final class CreateUserDefinedFunction {
    CreateUserDefinedFunctionResponse answer(
            CreateUserDefinedFunctionRequest request, ApiCall call) {
        CatalogReference.scope(call, request.catalogId());
        throw InvalidInput.unsupported(
                "CreateUserDefinedFunction (function "
                        + request.functionInput().functionName()
                        + ") is");
    }
}
