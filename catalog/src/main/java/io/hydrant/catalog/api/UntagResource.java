package io.hydrant.catalog.api;

import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.glue.model.UntagResourceRequest;
import software.amazon.awssdk.services.glue.model.UntagResourceResponse;

/// Removes tags of a database, table or crawler; keys that are not there are passed over.
final class UntagResource {
    private final TaggedEntities entities;

    UntagResource(TaggedEntities entities) {
        this.entities = entities;
    }

    UntagResourceResponse answer(UntagResourceRequest request, ApiCall call) {
        CatalogReference.Tagged tagged = CatalogReference.tagged(call, request.resourceArn());
        entities.change(tagged, tags -> TagRules.removed(tags, request.tagsToRemove()));
        return UntagResourceResponse.builder().build();
    }
}
