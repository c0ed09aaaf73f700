package io.hydrant.catalog.api;

import io.hydrant.catalog.crawler.Crawlers;
import io.hydrant.catalog.crawler.Crawlers.Seen;
import io.hydrant.catalog.store.CatalogScope;
import io.hydrant.catalog.store.NamePage;
import io.hydrant.wire.constraint.ServiceConstraints;
import io.hydrant.wire.json.ApiCall;
import io.hydrant.wire.json.Operation;

import software.amazon.awssdk.services.glue.model.BatchGetCrawlersRequest;
import software.amazon.awssdk.services.glue.model.BatchGetCrawlersResponse;
import software.amazon.awssdk.services.glue.model.CrawlerMetrics;
import software.amazon.awssdk.services.glue.model.CreateCrawlerRequest;
import software.amazon.awssdk.services.glue.model.CreateCrawlerResponse;
import software.amazon.awssdk.services.glue.model.DeleteCrawlerRequest;
import software.amazon.awssdk.services.glue.model.DeleteCrawlerResponse;
import software.amazon.awssdk.services.glue.model.GetCrawlerMetricsRequest;
import software.amazon.awssdk.services.glue.model.GetCrawlerMetricsResponse;
import software.amazon.awssdk.services.glue.model.GetCrawlerRequest;
import software.amazon.awssdk.services.glue.model.GetCrawlerResponse;
import software.amazon.awssdk.services.glue.model.GetCrawlersRequest;
import software.amazon.awssdk.services.glue.model.GetCrawlersResponse;
import software.amazon.awssdk.services.glue.model.ListCrawlersRequest;
import software.amazon.awssdk.services.glue.model.ListCrawlersResponse;
import software.amazon.awssdk.services.glue.model.StartCrawlerRequest;
import software.amazon.awssdk.services.glue.model.StartCrawlerResponse;
import software.amazon.awssdk.services.glue.model.StopCrawlerRequest;
import software.amazon.awssdk.services.glue.model.StopCrawlerResponse;
import software.amazon.awssdk.services.glue.model.UpdateCrawlerRequest;
import software.amazon.awssdk.services.glue.model.UpdateCrawlerResponse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// The operations on crawlers.
final class CrawlerOperations {
    private static final String LIST = "ListCrawlers";
    private static final String GET_ALL = "GetCrawlers";
    private static final String METRICS = "GetCrawlerMetrics";
    private static final int PAGE = 100;
    private static final double SECOND = 1000.0;

    private final Crawlers crawlers;
    private final ServiceConstraints constraints;

    CrawlerOperations(Crawlers crawlers, ServiceConstraints constraints) {
        this.crawlers = crawlers;
        this.constraints = constraints;
    }

    List<Operation> operations() {
        return List.of(
                Operation.typed(
                        "CreateCrawler", CreateCrawlerRequest::builder, constraints, this::create),
                Operation.typed(
                        "UpdateCrawler", UpdateCrawlerRequest::builder, constraints, this::update),
                Operation.typed(
                        "DeleteCrawler", DeleteCrawlerRequest::builder, constraints, this::delete),
                Operation.typed("GetCrawler", GetCrawlerRequest::builder, constraints, this::get),
                Operation.typed(GET_ALL, GetCrawlersRequest::builder, constraints, this::getAll),
                Operation.typed(LIST, ListCrawlersRequest::builder, constraints, this::list),
                Operation.typed(
                        "BatchGetCrawlers",
                        BatchGetCrawlersRequest::builder,
                        constraints,
                        this::batchGet),
                Operation.typed(
                        "StartCrawler", StartCrawlerRequest::builder, constraints, this::start),
                Operation.typed(
                        "StopCrawler", StopCrawlerRequest::builder, constraints, this::stop),
                Operation.typed(
                        METRICS, GetCrawlerMetricsRequest::builder, constraints, this::metrics));
    }

    private static CatalogScope scope(ApiCall call) {
        return CatalogReference.scope(call, null);
    }

    private CreateCrawlerResponse create(CreateCrawlerRequest request, ApiCall call) {
        crawlers.create(
                scope(call),
                CrawlerShapes.of(request),
                TagRules.added(new TreeMap<>(), request.tags()));
        return CreateCrawlerResponse.builder().build();
    }

    private UpdateCrawlerResponse update(UpdateCrawlerRequest request, ApiCall call) {
        crawlers.update(
                scope(call), request.name(), before -> CrawlerShapes.changed(before, request));
        return UpdateCrawlerResponse.builder().build();
    }

    private DeleteCrawlerResponse delete(DeleteCrawlerRequest request, ApiCall call) {
        crawlers.delete(scope(call), request.name());
        return DeleteCrawlerResponse.builder().build();
    }

    private GetCrawlerResponse get(GetCrawlerRequest request, ApiCall call) {
        return GetCrawlerResponse.builder()
                .crawler(crawlers.require(scope(call), request.name()).shape())
                .build();
    }

    private GetCrawlersResponse getAll(GetCrawlersRequest request, ApiCall call) {
        NamePage page = page(call, GET_ALL, request.nextToken(), request.maxResults());
        return GetCrawlersResponse.builder()
                .crawlers(seen(call, page.names()).stream().map(Seen::shape).toList())
                .nextToken(PageToken.text(GET_ALL, page.last()))
                .build();
    }

    private NamePage page(ApiCall call, String kind, String token, Integer limit) {
        return crawlers.names(
                scope(call),
                PageToken.place(kind, token).orElse(""),
                Optional.ofNullable(limit).orElse(PAGE));
    }

    private List<Seen> seen(ApiCall call, List<String> names) {
        return names.stream().flatMap(name -> crawlers.find(scope(call), name).stream()).toList();
    }

    private ListCrawlersResponse list(ListCrawlersRequest request, ApiCall call) {
        NamePage page = page(call, LIST, request.nextToken(), request.maxResults());
        List<String> names =
                seen(call, page.names()).stream()
                        .map(Seen::crawler)
                        .filter(
                                crawler ->
                                        crawler.tags()
                                                .entrySet()
                                                .containsAll(request.tags().entrySet()))
                        .map(crawler -> crawler.shape().name())
                        .toList();
        return ListCrawlersResponse.builder()
                .crawlerNames(names)
                .nextToken(PageToken.text(LIST, page.last()))
                .build();
    }

    private BatchGetCrawlersResponse batchGet(BatchGetCrawlersRequest request, ApiCall call) {
        List<Seen> found = seen(call, request.crawlerNames());
        List<String> missing = new ArrayList<>(request.crawlerNames());
        found.forEach(crawler -> missing.remove(crawler.crawler().shape().name()));
        return BatchGetCrawlersResponse.builder()
                .crawlers(found.stream().map(Seen::shape).toList())
                .crawlersNotFound(missing)
                .build();
    }

    private StartCrawlerResponse start(StartCrawlerRequest request, ApiCall call) {
        crawlers.start(scope(call), request.name());
        return StartCrawlerResponse.builder().build();
    }

    private StopCrawlerResponse stop(StopCrawlerRequest request, ApiCall call) {
        crawlers.stop(scope(call), request.name());
        return StopCrawlerResponse.builder().build();
    }

    private GetCrawlerMetricsResponse metrics(GetCrawlerMetricsRequest request, ApiCall call) {
        if (!request.crawlerNameList().isEmpty()) {
            return GetCrawlerMetricsResponse.builder()
                    .crawlerMetricsList(
                            seen(call, request.crawlerNameList()).stream()
                                    .map(CrawlerOperations::metrics)
                                    .toList())
                    .build();
        }
        NamePage page = page(call, METRICS, request.nextToken(), request.maxResults());
        return GetCrawlerMetricsResponse.builder()
                .crawlerMetricsList(
                        seen(call, page.names()).stream().map(CrawlerOperations::metrics).toList())
                .nextToken(PageToken.text(METRICS, page.last()))
                .build();
    }

    private static CrawlerMetrics metrics(Seen seen) {
        List<Double> runs =
                seen.crawler().crawls().stream()
                        .map(crawl -> crawl.took().toMillis() / SECOND)
                        .toList();
        List<Double> sorted = runs.stream().sorted().toList();
        boolean running = seen.runningFor().isPresent();
        double ran = seen.runningFor().orElse(Duration.ZERO).toMillis() / SECOND;
        double median = sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
        return CrawlerMetrics.builder()
                .crawlerName(seen.crawler().shape().name())
                .timeLeftSeconds(running ? Math.max(0, median - ran) : 0)
                .stillEstimating(running && runs.isEmpty())
                .lastRuntimeSeconds(runs.isEmpty() ? 0 : runs.getLast())
                .medianRuntimeSeconds(median)
                .tablesCreated(seen.crawler().lastCounts().created())
                .tablesUpdated(seen.crawler().lastCounts().updated())
                .tablesDeleted(seen.crawler().lastCounts().deleted())
                .build();
    }
}
