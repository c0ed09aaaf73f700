package io.hydrant.catalog.api;

import io.hydrant.catalog.Catalog;
import io.hydrant.catalog.crawler.Crawlers;
import io.hydrant.wire.constraint.ServiceConstraints;
import io.hydrant.wire.json.Operation;

import software.amazon.awssdk.services.glue.model.GetTagsRequest;
import software.amazon.awssdk.services.glue.model.TagResourceRequest;
import software.amazon.awssdk.services.glue.model.UntagResourceRequest;

import java.util.List;

/// The operations on tags.
final class TagOperations {
    private final TaggedEntities tagged;
    private final ServiceConstraints constraints;

    TagOperations(Catalog catalog, Crawlers crawlers, ServiceConstraints constraints) {
        this.tagged = new TaggedEntities(catalog.databases(), catalog.tables(), crawlers);
        this.constraints = constraints;
    }

    List<Operation> operations() {
        return List.of(
                Operation.typed(
                        "TagResource",
                        TagResourceRequest::builder,
                        constraints,
                        new TagResource(tagged)::answer),
                Operation.typed(
                        "UntagResource",
                        UntagResourceRequest::builder,
                        constraints,
                        new UntagResource(tagged)::answer),
                Operation.typed(
                        "GetTags",
                        GetTagsRequest::builder,
                        constraints,
                        new GetTags(tagged)::answer));
    }
}
