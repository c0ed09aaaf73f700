package io.hydrant.catalog.api;

import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.glue.model.TagResourceRequest;
import software.amazon.awssdk.services.glue.model.TagResourceResponse;

/// Adds tags to a database, table or crawler and overwrites those of the same keys.
final class TagResource {
    private final TaggedEntities entities;

    TagResource(TaggedEntities entities) {
        this.entities = entities;
    }

    TagResourceResponse answer(TagResourceRequest request, ApiCall call) {
        CatalogReference.Tagged tagged = CatalogReference.tagged(call, request.resourceArn());
        entities.change(tagged, tags -> TagRules.added(tags, request.tagsToAdd()));
        return TagResourceResponse.builder().build();
    }
}
