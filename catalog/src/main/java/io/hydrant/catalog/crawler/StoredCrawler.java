package io.hydrant.catalog.crawler;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.catalog.store.StoredJson;
import io.hydrant.control.Resource;
import io.hydrant.control.ResourceContent;

import software.amazon.awssdk.services.glue.model.Crawler;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/// A crawler as it is kept.
///
/// @param shape as the service shows it when it does nothing
/// @param crawls its last ones, the newest last
/// @param revision of its row
public record StoredCrawler(
        Crawler shape, SortedMap<String, String> tags, List<PastCrawl> crawls, long revision) {
    private static final int CRAWLS_MAX = 100;

    public StoredCrawler {
        crawls = List.copyOf(crawls);
    }

    StoredCrawler with(Crawler next) {
        return new StoredCrawler(next, tags, crawls, revision);
    }

    StoredCrawler tagged(SortedMap<String, String> next) {
        return new StoredCrawler(shape, next, crawls, revision);
    }

    StoredCrawler after(Crawler next, PastCrawl crawl) {
        List<PastCrawl> all = new ArrayList<>(crawls);
        all.add(crawl);
        List<PastCrawl> newest = all.subList(Math.max(0, all.size() - CRAWLS_MAX), all.size());
        return new StoredCrawler(next, tags, newest, revision);
    }

    /// What the last crawl did.
    public CrawlCounts lastCounts() {
        return crawls.isEmpty() ? CrawlCounts.NONE : crawls.getLast().counts();
    }

    static StoredCrawler read(Resource row) {
        ObjectNode root = StoredJson.read(row);
        List<PastCrawl> crawls = new ArrayList<>();
        root.path("crawls").forEach(crawl -> crawls.add(PastCrawl.read(crawl)));
        return new StoredCrawler(
                StoredJson.shape(root, Crawler.builder()),
                row.content().tags(),
                crawls,
                row.revision());
    }

    ResourceContent content() {
        ObjectNode root = StoredJson.write("", shape);
        ArrayNode all = root.putArray("crawls");
        crawls.forEach(crawl -> crawl.write(all.addObject()));
        return ResourceContent.of(root.toString(), tags);
    }
}
