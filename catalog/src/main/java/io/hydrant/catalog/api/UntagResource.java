package io.hydrant.catalog.api;

import io.hydrant.catalog.database.Databases;
import io.hydrant.catalog.table.Tables;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.glue.model.UntagResourceRequest;
import software.amazon.awssdk.services.glue.model.UntagResourceResponse;

/// Removes tags of a database or table; keys that are not there are passed over.
final class UntagResource {
    private final Databases databases;
    private final Tables tables;

    UntagResource(Databases databases, Tables tables) {
        this.databases = databases;
        this.tables = tables;
    }

    UntagResourceResponse answer(UntagResourceRequest request, ApiCall call) {
        CatalogReference.Tagged tagged = CatalogReference.tagged(call, request.resourceArn());
        new TaggedEntities(databases, tables)
                .change(tagged, tags -> TagRules.removed(tags, request.tagsToRemove()));
        return UntagResourceResponse.builder().build();
    }
}
