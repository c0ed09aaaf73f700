package io.hydrant.catalog.api;

import io.hydrant.catalog.refusal.EntityNotFound;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.glue.model.GetResourcePolicyRequest;
import software.amazon.awssdk.services.glue.model.GetResourcePolicyResponse;

/// Finds none: the catalog is its account's alone.
final class GetResourcePolicy {
    GetResourcePolicyResponse answer(GetResourcePolicyRequest request, ApiCall call) {
        throw new EntityNotFound("Policy not found.");
    }
}
