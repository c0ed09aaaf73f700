package io.hydrant.catalog.crawler;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.catalog.store.StoredJson;
import io.hydrant.control.Resource;
import io.hydrant.control.ResourceContent;

import software.amazon.awssdk.services.glue.model.Crawler;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/// A crawler as it is kept.
///
/// @param shape as the service shows it when it does nothing
/// @param runs what its last crawls took, the newest last
/// @param lastCounts what the last one did
/// @param revision of its row
public record StoredCrawler(
        Crawler shape,
        SortedMap<String, String> tags,
        List<Duration> runs,
        CrawlCounts lastCounts,
        long revision) {
    private static final int RUNS_MAX = 100;

    public StoredCrawler {
        runs = List.copyOf(runs);
    }

    StoredCrawler with(Crawler next) {
        return new StoredCrawler(next, tags, runs, lastCounts, revision);
    }

    StoredCrawler after(Crawler next, Duration run, CrawlCounts counts) {
        List<Duration> all = new ArrayList<>(runs);
        all.add(run);
        List<Duration> newest = all.subList(Math.max(0, all.size() - RUNS_MAX), all.size());
        return new StoredCrawler(next, tags, newest, counts, revision);
    }

    public int tablesCreated() {
        return lastCounts.created();
    }

    public int tablesUpdated() {
        return lastCounts.updated();
    }

    public int tablesDeleted() {
        return lastCounts.deleted();
    }

    static StoredCrawler read(Resource row) {
        ObjectNode root = StoredJson.read(row);
        List<Duration> runs = new ArrayList<>();
        root.required("runs").forEach(millis -> runs.add(Duration.ofMillis(millis.asLong())));
        return new StoredCrawler(
                StoredJson.shape(root, Crawler.builder()),
                row.content().tags(),
                runs,
                new CrawlCounts(
                        root.required("created").asInt(),
                        root.required("updated").asInt(),
                        root.required("deleted").asInt()),
                row.revision());
    }

    ResourceContent content() {
        ObjectNode root = StoredJson.write("", shape);
        ArrayNode millis = root.putArray("runs");
        runs.forEach(run -> millis.add(run.toMillis()));
        root.put("created", lastCounts.created());
        root.put("updated", lastCounts.updated());
        root.put("deleted", lastCounts.deleted());
        return ResourceContent.of(root.toString(), tags);
    }
}
