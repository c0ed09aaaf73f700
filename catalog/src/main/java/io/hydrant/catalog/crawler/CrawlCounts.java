package io.hydrant.catalog.crawler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// What a crawl did to the catalog.
public record CrawlCounts(int created, int updated, int deleted) {
    static final CrawlCounts NONE = new CrawlCounts(0, 0, 0);

    CrawlCounts and(CrawlCounts other) {
        return new CrawlCounts(
                created + other.created, updated + other.updated, deleted + other.deleted);
    }

    void write(ObjectNode out) {
        out.put("created", created);
        out.put("updated", updated);
        out.put("deleted", deleted);
    }

    static CrawlCounts read(JsonNode in) {
        return new CrawlCounts(
                in.required("created").asInt(),
                in.required("updated").asInt(),
                in.required("deleted").asInt());
    }
}
