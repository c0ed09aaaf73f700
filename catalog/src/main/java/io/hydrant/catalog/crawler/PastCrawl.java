package io.hydrant.catalog.crawler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.Instant;

/// A crawl that has ended.
///
/// @param id of the crawl, which its lines of the log begin with
/// @param state as the service says it: `COMPLETED`, `FAILED` or `STOPPED`
/// @param errorMessage empty when all went well
public record PastCrawl(
        String id,
        String state,
        Instant since,
        Instant until,
        String errorMessage,
        CrawlCounts counts) {
    public Duration took() {
        return Duration.between(since, until);
    }

    void write(ObjectNode out) {
        out.put("id", id);
        out.put("state", state);
        out.put("since", since.toEpochMilli());
        out.put("until", until.toEpochMilli());
        out.put("error", errorMessage);
        counts.write(out);
    }

    static PastCrawl read(JsonNode in) {
        return new PastCrawl(
                in.required("id").asText(),
                in.required("state").asText(),
                Instant.ofEpochMilli(in.required("since").asLong()),
                Instant.ofEpochMilli(in.required("until").asLong()),
                in.required("error").asText(),
                CrawlCounts.read(in));
    }
}
