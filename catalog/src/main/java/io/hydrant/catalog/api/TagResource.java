package io.hydrant.catalog.api;

import io.hydrant.catalog.database.Databases;
import io.hydrant.catalog.table.Tables;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.glue.model.TagResourceRequest;
import software.amazon.awssdk.services.glue.model.TagResourceResponse;

/// Adds tags to a database or table and overwrites those of the same keys.
final class TagResource {
    private final Databases databases;
    private final Tables tables;

    TagResource(Databases databases, Tables tables) {
        this.databases = databases;
        this.tables = tables;
    }

    TagResourceResponse answer(TagResourceRequest request, ApiCall call) {
        CatalogReference.Tagged tagged = CatalogReference.tagged(call, request.resourceArn());
        new TaggedEntities(databases, tables)
                .change(tagged, tags -> TagRules.added(tags, request.tagsToAdd()));
        return TagResourceResponse.builder().build();
    }
}
