package io.hydrant.catalog.api;

import io.hydrant.catalog.crawler.CrawlerSchedules;
import io.hydrant.wire.constraint.ServiceConstraints;
import io.hydrant.wire.json.ApiCall;
import io.hydrant.wire.json.Operation;

import software.amazon.awssdk.services.glue.model.StartCrawlerScheduleRequest;
import software.amazon.awssdk.services.glue.model.StartCrawlerScheduleResponse;
import software.amazon.awssdk.services.glue.model.StopCrawlerScheduleRequest;
import software.amazon.awssdk.services.glue.model.StopCrawlerScheduleResponse;
import software.amazon.awssdk.services.glue.model.UpdateCrawlerScheduleRequest;
import software.amazon.awssdk.services.glue.model.UpdateCrawlerScheduleResponse;

import java.util.List;
import java.util.Optional;

/// The operations on schedules of crawlers.
final class CrawlerScheduleOperations {
    private final CrawlerSchedules schedules;
    private final ServiceConstraints constraints;

    CrawlerScheduleOperations(CrawlerSchedules schedules, ServiceConstraints constraints) {
        this.schedules = schedules;
        this.constraints = constraints;
    }

    List<Operation> operations() {
        return List.of(
                Operation.typed(
                        "StartCrawlerSchedule",
                        StartCrawlerScheduleRequest::builder,
                        constraints,
                        this::start),
                Operation.typed(
                        "StopCrawlerSchedule",
                        StopCrawlerScheduleRequest::builder,
                        constraints,
                        this::stop),
                Operation.typed(
                        "UpdateCrawlerSchedule",
                        UpdateCrawlerScheduleRequest::builder,
                        constraints,
                        this::update));
    }

    private StartCrawlerScheduleResponse start(StartCrawlerScheduleRequest request, ApiCall call) {
        schedules.start(CatalogReference.scope(call, null), request.crawlerName());
        return StartCrawlerScheduleResponse.builder().build();
    }

    private StopCrawlerScheduleResponse stop(StopCrawlerScheduleRequest request, ApiCall call) {
        schedules.stop(CatalogReference.scope(call, null), request.crawlerName());
        return StopCrawlerScheduleResponse.builder().build();
    }

    private UpdateCrawlerScheduleResponse update(
            UpdateCrawlerScheduleRequest request, ApiCall call) {
        schedules.update(
                CatalogReference.scope(call, null),
                request.crawlerName(),
                Optional.ofNullable(request.schedule()).orElse(""));
        return UpdateCrawlerScheduleResponse.builder().build();
    }
}
