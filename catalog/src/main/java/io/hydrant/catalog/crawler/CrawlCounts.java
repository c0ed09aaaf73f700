package io.hydrant.catalog.crawler;

/// What a crawl did to the catalog.
record CrawlCounts(int created, int updated, int deleted) {
    static final CrawlCounts NONE = new CrawlCounts(0, 0, 0);

    CrawlCounts and(CrawlCounts other) {
        return new CrawlCounts(
                created + other.created, updated + other.updated, deleted + other.deleted);
    }
}
