package io.hydrant.catalog.api;

import io.hydrant.catalog.database.Databases;
import io.hydrant.catalog.table.Tables;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.glue.model.GetTagsRequest;
import software.amazon.awssdk.services.glue.model.GetTagsResponse;

/// Shows the tags of a database or table.
final class GetTags {
    private final Databases databases;
    private final Tables tables;

    GetTags(Databases databases, Tables tables) {
        this.databases = databases;
        this.tables = tables;
    }

    GetTagsResponse answer(GetTagsRequest request, ApiCall call) {
        CatalogReference.Tagged tagged = CatalogReference.tagged(call, request.resourceArn());
        return GetTagsResponse.builder()
                .tags(new TaggedEntities(databases, tables).tags(tagged))
                .build();
    }
}
