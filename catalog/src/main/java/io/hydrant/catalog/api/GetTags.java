package io.hydrant.catalog.api;

import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.glue.model.GetTagsRequest;
import software.amazon.awssdk.services.glue.model.GetTagsResponse;

/// Shows the tags of a database, table or crawler.
final class GetTags {
    private final TaggedEntities entities;

    GetTags(TaggedEntities entities) {
        this.entities = entities;
    }

    GetTagsResponse answer(GetTagsRequest request, ApiCall call) {
        CatalogReference.Tagged tagged = CatalogReference.tagged(call, request.resourceArn());
        return GetTagsResponse.builder().tags(entities.tags(tagged)).build();
    }
}
