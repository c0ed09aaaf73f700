package io.hydrant.catalog.crawler;

import io.hydrant.catalog.refusal.CrawlerState;
import io.hydrant.catalog.refusal.CrawlerState.Doing;
import io.hydrant.catalog.refusal.EntityNotFound;
import io.hydrant.catalog.refusal.InvalidInput;
import io.hydrant.catalog.store.CatalogScope;
import io.hydrant.catalog.store.CatalogStore;
import io.hydrant.catalog.store.EntityType;
import io.hydrant.control.ResourceKey;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import software.amazon.awssdk.services.glue.model.Crawler;
import software.amazon.awssdk.services.glue.model.Schedule;
import software.amazon.awssdk.services.glue.model.ScheduleState;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Schedules of crawlers, and the crawls that they begin. Changes are safe for use by many threads,
/// [#startDue()] for one.
///
/// What was due while the server was down is not made up for.
public final class CrawlerSchedules {
    private static final Logger LOG = LoggerFactory.getLogger(CrawlerSchedules.class);
    private static final long MINUTES_LATE_MAX = 60;

    private final Crawlers crawlers;
    private final CatalogStore store;
    private Optional<Instant> looked = Optional.empty();

    CrawlerSchedules(Crawlers crawlers, CatalogStore store) {
        this.crawlers = crawlers;
        this.store = store;
    }

    /// A schedule that is on.
    ///
    /// @param expression blank for none
    /// @throws InvalidInput when it is no schedule
    public static Optional<Schedule> of(String expression) {
        if (expression.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(
                Schedule.builder()
                        .scheduleExpression(new CronSchedule(expression.strip()).expression())
                        .state(ScheduleState.SCHEDULED)
                        .build());
    }

    /// Gives a crawler another schedule, also while it runs.
    ///
    /// @param expression blank for none
    /// @throws EntityNotFound when there is no crawler of this name
    /// @throws InvalidInput when it is no schedule
    public void update(CatalogScope scope, String name, String expression) {
        Schedule next = of(expression).orElse(null);
        crawlers.change(scope, name, before -> before.with(scheduled(before.shape(), next)));
    }

    private static Crawler scheduled(Crawler crawler, Schedule schedule) {
        return crawler.toBuilder().schedule(schedule).build();
    }

    /// @throws EntityNotFound when there is no crawler of this name
    /// @throws CrawlerState when it has no schedule, or one that is on already
    public void start(CatalogScope scope, String name) {
        turn(scope, name, ScheduleState.SCHEDULED);
    }

    /// @throws EntityNotFound when there is no crawler of this name
    /// @throws CrawlerState when it has no schedule that is on
    public void stop(CatalogScope scope, String name) {
        turn(scope, name, ScheduleState.NOT_SCHEDULED);
    }

    private void turn(CatalogScope scope, String name, ScheduleState state) {
        boolean on = state == ScheduleState.SCHEDULED;
        crawlers.change(
                scope,
                name,
                before -> {
                    Schedule schedule = before.shape().schedule();
                    if (schedule == null && on) {
                        throw new CrawlerState(
                                Doing.WITHOUT_SCHEDULE,
                                "Crawler with name " + name + " has no schedule");
                    }
                    if (schedule == null || schedule.state() == state) {
                        throw on
                                ? new CrawlerState(
                                        Doing.SCHEDULED,
                                        "The schedule of crawler " + name + " is on already")
                                : new CrawlerState(
                                        Doing.NOT_SCHEDULED,
                                        "The schedule of crawler " + name + " is not on");
                    }
                    return before.with(
                            scheduled(before.shape(), schedule.toBuilder().state(state).build()));
                });
    }

    /// Begins the crawls that were due since the last call, at most an hour ago; at the first call
    /// none. A crawler that runs yet is passed over.
    public void startDue() {
        Instant now = store.now().truncatedTo(ChronoUnit.MINUTES);
        Instant first = now.minus(MINUTES_LATE_MAX, ChronoUnit.MINUTES);
        Instant after = looked.orElse(now);
        looked = Optional.of(now);
        if (!after.isBefore(now)) {
            return;
        }
        Instant from = after.isBefore(first) ? first : after;
        for (ResourceKey key : store.keys(EntityType.CRAWLER)) {
            store.find(key)
                    .map(StoredCrawler::read)
                    .filter(crawler -> isDue(crawler.shape(), from, now))
                    .ifPresent(crawler -> begin(key));
        }
    }

    private static boolean isDue(Crawler crawler, Instant after, Instant until) {
        Schedule schedule = crawler.schedule();
        if (schedule == null || schedule.state() != ScheduleState.SCHEDULED) {
            return false;
        }
        CronSchedule cron = new CronSchedule(schedule.scheduleExpression());
        LocalDateTime minute = LocalDateTime.ofInstant(after, ZoneOffset.UTC).plusMinutes(1);
        LocalDateTime last = LocalDateTime.ofInstant(until, ZoneOffset.UTC);
        while (!minute.isAfter(last)) {
            if (cron.isDue(minute)) {
                return true;
            }
            minute = minute.plusMinutes(1);
        }
        return false;
    }

    private void begin(ResourceKey key) {
        try {
            crawlers.start(new CatalogScope(key.account(), key.region()), key.name());
        } catch (CrawlerState | EntityNotFound e) {
            LOG.warn("crawler {} was due and is passed over: {}", key.name(), e.getMessage());
        }
    }
}
