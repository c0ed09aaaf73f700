package io.hydrant.catalog.api;

import io.hydrant.catalog.crawler.Crawlers;
import io.hydrant.catalog.crawler.Crawlers.Seen;
import io.hydrant.catalog.crawler.PastCrawl;
import io.hydrant.catalog.refusal.InvalidInput;
import io.hydrant.wire.constraint.ServiceConstraints;
import io.hydrant.wire.json.ApiCall;
import io.hydrant.wire.json.Operation;

import software.amazon.awssdk.services.glue.model.CrawlerHistory;
import software.amazon.awssdk.services.glue.model.CrawlsFilter;
import software.amazon.awssdk.services.glue.model.FieldName;
import software.amazon.awssdk.services.glue.model.FilterOperator;
import software.amazon.awssdk.services.glue.model.ListCrawlsRequest;
import software.amazon.awssdk.services.glue.model.ListCrawlsResponse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Lists a crawler's crawls, the newest first: the one that is going on and the last hundred.
final class ListCrawls {
    private static final String NAME = "ListCrawls";
    private static final int PAGE = 20;

    private final Crawlers crawlers;

    ListCrawls(Crawlers crawlers) {
        this.crawlers = crawlers;
    }

    Operation operation(ServiceConstraints constraints) {
        return Operation.typed(NAME, ListCrawlsRequest::builder, constraints, this::answer);
    }

    private ListCrawlsResponse answer(ListCrawlsRequest request, ApiCall call) {
        request.filters().forEach(ListCrawls::requireSupported);
        Seen seen = crawlers.require(CatalogReference.scope(call, null), request.crawlerName());
        List<CrawlerHistory> all = new ArrayList<>();
        seen.now().ifPresent(now -> all.add(shape(request.crawlerName(), now)));
        for (PastCrawl crawl : seen.crawler().crawls().reversed()) {
            all.add(shape(request.crawlerName(), crawl));
        }
        Optional<String> after = PageToken.place(NAME, request.nextToken());
        List<CrawlerHistory> rest =
                all.stream()
                        .dropWhile(it -> after.isPresent() && !it.crawlId().equals(after.get()))
                        .skip(after.isPresent() ? 1 : 0)
                        .filter(it -> request.filters().stream().allMatch(f -> passes(it, f)))
                        .toList();
        int limit = Optional.ofNullable(request.maxResults()).orElse(PAGE);
        List<CrawlerHistory> page = rest.subList(0, Math.min(limit, rest.size()));
        Optional<String> last =
                page.size() < rest.size()
                        ? Optional.of(page.getLast().crawlId())
                        : Optional.empty();
        return ListCrawlsResponse.builder()
                .crawls(page)
                .nextToken(PageToken.text(NAME, last))
                .build();
    }

    private static void requireSupported(CrawlsFilter filter) {
        boolean field =
                filter.fieldName() == FieldName.CRAWL_ID || filter.fieldName() == FieldName.STATE;
        boolean operator =
                filter.filterOperator() == FilterOperator.EQ
                        || filter.filterOperator() == FilterOperator.NE;
        if (!field || !operator) {
            throw InvalidInput.unsupported(
                    "The filter %s %s is"
                            .formatted(
                                    filter.fieldNameAsString(), filter.filterOperatorAsString()));
        }
    }

    private static boolean passes(CrawlerHistory crawl, CrawlsFilter filter) {
        String value =
                filter.fieldName() == FieldName.CRAWL_ID ? crawl.crawlId() : crawl.stateAsString();
        return value.equals(filter.fieldValue()) == (filter.filterOperator() == FilterOperator.EQ);
    }

    private static CrawlerHistory shape(String name, Seen.Underway now) {
        return CrawlerHistory.builder()
                .crawlId(now.id())
                .state("RUNNING")
                .startTime(now.since())
                .logGroup(Crawlers.LOG_GROUP)
                .logStream(name)
                .messagePrefix(now.id())
                .build();
    }

    private static CrawlerHistory shape(String name, PastCrawl crawl) {
        CrawlerHistory.Builder shape =
                CrawlerHistory.builder()
                        .crawlId(crawl.id())
                        .state(crawl.state())
                        .startTime(crawl.since())
                        .endTime(crawl.until())
                        .logGroup(Crawlers.LOG_GROUP)
                        .logStream(name)
                        .messagePrefix(crawl.id());
        if (!crawl.errorMessage().isEmpty()) {
            shape.errorMessage(crawl.errorMessage());
        }
        return shape.build();
    }
}
