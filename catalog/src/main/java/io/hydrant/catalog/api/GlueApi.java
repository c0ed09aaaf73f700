package io.hydrant.catalog.api;

import io.hydrant.catalog.Catalog;
import io.hydrant.catalog.crawler.Crawlers;
import io.hydrant.wire.constraint.ServiceConstraints;
import io.hydrant.wire.json.Dialect;
import io.hydrant.wire.json.JsonService;
import io.hydrant.wire.json.Operation;

import java.util.List;
import java.util.stream.Stream;

/// The operations of the Glue API, version 2017-03-31, that are about the data catalog and its
/// crawlers. All others are refused by their names.
public final class GlueApi {
    /// What stands before the dot in `X-Amz-Target`.
    public static final String TARGET_PREFIX = "AWSGlue";

    /// Bounds the memory of a request: a hundred partitions with long schemas, and one table with
    /// parameters of half a million characters.
    public static final int BODY_BYTES_MAX = 8 << 20;

    private final Catalog catalog;
    private final Crawlers crawlers;

    public GlueApi(Catalog catalog, Crawlers crawlers) {
        this.catalog = catalog;
        this.crawlers = crawlers;
    }

    public JsonService service() {
        return new JsonService(TARGET_PREFIX, operations(), GlueErrors::toWire, BODY_BYTES_MAX)
                .in(Dialect.JSON_CAPITAL);
    }

    List<Operation> operations() {
        ServiceConstraints constraints = ServiceConstraints.load("glue");
        return Stream.of(
                        new DatabaseOperations(catalog, constraints).operations(),
                        new TableOperations(catalog, constraints).operations(),
                        new PartitionOperations(catalog, constraints).operations(),
                        new CrawlerOperations(crawlers, constraints).operations(),
                        new CrawlerScheduleOperations(crawlers.schedules(), constraints)
                                .operations(),
                        List.of(new ListCrawls(crawlers).operation(constraints)),
                        new TagOperations(catalog, crawlers, constraints).operations())
                .flatMap(List::stream)
                .toList();
    }
}
