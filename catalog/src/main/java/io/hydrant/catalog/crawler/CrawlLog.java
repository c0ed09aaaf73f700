package io.hydrant.catalog.crawler;

import io.hydrant.catalog.store.CatalogScope;

/// Where crawls tell what they do. Safe for any thread; does not throw.
@FunctionalInterface
public interface CrawlLog {
    void line(CatalogScope scope, String crawler, String text);
}
