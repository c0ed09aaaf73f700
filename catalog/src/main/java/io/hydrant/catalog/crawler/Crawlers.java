package io.hydrant.catalog.crawler;

import io.hydrant.catalog.Catalog;
import io.hydrant.catalog.crawler.CatalogUpdate.Occasion;
import io.hydrant.catalog.database.StoredDatabase;
import io.hydrant.catalog.refusal.CatalogException;
import io.hydrant.catalog.refusal.CrawlerState;
import io.hydrant.catalog.refusal.CrawlerState.Doing;
import io.hydrant.catalog.refusal.EntityExists;
import io.hydrant.catalog.refusal.EntityNotFound;
import io.hydrant.catalog.store.CatalogScope;
import io.hydrant.catalog.store.CatalogStore;
import io.hydrant.catalog.store.CatalogStore.Rows;
import io.hydrant.catalog.store.EntityType;
import io.hydrant.catalog.store.NamePage;
import io.hydrant.control.NameRange;
import io.hydrant.control.ResourceChange;
import io.hydrant.control.ResourceKey;
import io.hydrant.storage.object.ObjectStore;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import software.amazon.awssdk.services.glue.model.Crawler;
import software.amazon.awssdk.services.glue.model.Database;
import software.amazon.awssdk.services.glue.model.LastCrawlInfo;
import software.amazon.awssdk.services.glue.model.LastCrawlStatus;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

/// The crawlers of all catalogs and what they do. Safe for use by many threads.
///
/// A crawl is not gone on with after a restart: what it wrote stays, and the next one writes the
/// rest.
public final class Crawlers implements AutoCloseable {
    /// Where crawlers log.
    public static final String LOG_GROUP = "/aws-glue/crawlers";

    private static final Logger LOG = LoggerFactory.getLogger(Crawlers.class);
    private static final String PAST_ALL_NAMES = Character.toString(Character.MAX_CODE_POINT);

    private final Catalog catalog;
    private final CatalogStore store;
    private final ObjectStore objects;
    private final Executor executor;
    private final CrawlLog log;
    private final CrawlerSchedules schedules;
    private final Map<ResourceKey, Running> running = new ConcurrentHashMap<>();

    /// @param executor runs crawls, each on a thread of its own
    public Crawlers(Catalog catalog, ObjectStore objects, Executor executor, CrawlLog log) {
        this.catalog = catalog;
        this.store = catalog.rows();
        this.objects = objects;
        this.executor = executor;
        this.log = log;
        this.schedules = new CrawlerSchedules(this, store);
    }

    /// A crawl that is going on.
    private static final class Running {
        private final String id = UUID.randomUUID().toString();
        private final Instant since;
        private volatile boolean stopped;

        Running(Instant since) {
            this.since = since;
        }
    }

    /// A crawler and what it is doing now.
    ///
    /// @param now what it does; empty when that is nothing
    public record Seen(StoredCrawler crawler, Optional<Underway> now, boolean stopping) {
        /// A crawl that has not ended.
        ///
        /// @param id which its lines of the log begin with
        public record Underway(String id, Instant since, Duration runningFor) {}

        /// How long the crawl has been going on; empty when there is none.
        public Optional<Duration> runningFor() {
            return now.map(Underway::runningFor);
        }

        /// As the service shows it.
        public Crawler shape() {
            String busy = stopping ? "STOPPING" : "RUNNING";
            String state = now.isEmpty() ? "READY" : busy;
            return crawler.shape().toBuilder()
                    .state(state)
                    .crawlElapsedTime(runningFor().orElse(Duration.ZERO).toMillis())
                    .build();
        }
    }

    /// @param shape its times and version are filled in here
    /// @throws EntityExists when the name is taken
    public void create(CatalogScope scope, Crawler shape, Map<String, String> tags) {
        CrawlPlan.of(shape);
        store.change(
                () -> {
                    if (find(scope, shape.name()).isPresent()) {
                        throw new EntityExists(
                                "Crawler with name " + shape.name() + " already exists");
                    }
                    Crawler made =
                            shape.toBuilder()
                                    .creationTime(store.now())
                                    .lastUpdated(store.now())
                                    .version(1L)
                                    .build();
                    StoredCrawler crawler =
                            new StoredCrawler(made, new TreeMap<>(tags), List.of(), 1);
                    store.apply(
                            List.of(
                                    new ResourceChange.Create(
                                            key(scope, shape.name()), crawler.content())));
                    return crawler;
                });
    }

    /// @throws EntityNotFound when there is none of this name
    /// @throws CrawlerState when it is running
    public void update(CatalogScope scope, String name, UnaryOperator<Crawler> step) {
        requireIdle(scope, name);
        change(
                scope,
                name,
                before -> {
                    Crawler next =
                            step.apply(before.shape()).toBuilder()
                                    .lastUpdated(store.now())
                                    .version(before.shape().version() + 1)
                                    .build();
                    CrawlPlan.of(next);
                    return before.with(next);
                });
    }

    void change(CatalogScope scope, String name, UnaryOperator<StoredCrawler> step) {
        store.change(
                () -> {
                    StoredCrawler after = step.apply(stored(scope, name));
                    store.apply(
                            List.of(
                                    new ResourceChange.Update(
                                            key(scope, name), after.revision(), after.content())));
                    return after;
                });
    }

    /// Also while it runs.
    ///
    /// @throws EntityNotFound when there is none of this name
    public void retag(
            CatalogScope scope, String name, UnaryOperator<SortedMap<String, String>> step) {
        change(scope, name, before -> before.tagged(step.apply(before.tags())));
    }

    public CrawlerSchedules schedules() {
        return schedules;
    }

    private void requireIdle(CatalogScope scope, String name) {
        stored(scope, name);
        if (running.containsKey(key(scope, name))) {
            throw new CrawlerState(Doing.RUNNING, "Crawler with name " + name + " is running");
        }
    }

    /// @throws EntityNotFound when there is none of this name
    /// @throws CrawlerState when it is running
    public void delete(CatalogScope scope, String name) {
        requireIdle(scope, name);
        store.change(
                () -> {
                    StoredCrawler crawler = stored(scope, name);
                    store.apply(
                            List.of(
                                    new ResourceChange.Delete(
                                            key(scope, name), crawler.revision())));
                    return crawler;
                });
    }

    public Optional<Seen> find(CatalogScope scope, String name) {
        return store.find(key(scope, name))
                .map(StoredCrawler::read)
                .map(crawler -> seen(key(scope, name), crawler));
    }

    /// @throws EntityNotFound when there is none of this name
    public Seen require(CatalogScope scope, String name) {
        return find(scope, name).orElseThrow(() -> EntityNotFound.crawler(name));
    }

    private StoredCrawler stored(CatalogScope scope, String name) {
        return require(scope, name).crawler();
    }

    private Seen seen(ResourceKey key, StoredCrawler crawler) {
        Optional<Running> now = Optional.ofNullable(running.get(key));
        return new Seen(
                crawler,
                now.map(
                        it ->
                                new Seen.Underway(
                                        it.id, it.since, Duration.between(it.since, store.now()))),
                now.filter(it -> it.stopped).isPresent());
    }

    /// Names in their order.
    ///
    /// @param after empty to start at the first
    public NamePage names(CatalogScope scope, String after, int limit) {
        return store.scan(
                new Rows(scope, EntityType.CRAWLER, new NameRange(after, PAST_ALL_NAMES)),
                limit,
                _ -> true);
    }

    /// Begins a crawl.
    ///
    /// @throws EntityNotFound when there is none of this name
    /// @throws CrawlerState when it is running already
    public void start(CatalogScope scope, String name) {
        StoredCrawler crawler = stored(scope, name);
        Running now = new Running(store.now());
        if (running.putIfAbsent(key(scope, name), now) != null) {
            throw new CrawlerState(
                    Doing.RUNNING, "Crawler with name " + name + " has already started");
        }
        executor.execute(() -> crawl(scope, crawler.shape(), now));
    }

    /// Ends a crawl soon.
    ///
    /// @throws EntityNotFound when there is none of this name
    /// @throws CrawlerState when it is not running, or ending already
    public void stop(CatalogScope scope, String name) {
        stored(scope, name);
        Running now = running.get(key(scope, name));
        if (now == null) {
            throw new CrawlerState(
                    Doing.NOT_RUNNING, "Crawler with name " + name + " isn't running");
        }
        if (now.stopped) {
            throw new CrawlerState(Doing.STOPPING, "Crawler with name " + name + " is stopping");
        }
        now.stopped = true;
    }

    /// Asks all crawls to end.
    @Override
    public void close() {
        running.values().forEach(now -> now.stopped = true);
    }

    private void crawl(CatalogScope scope, Crawler crawler, Running now) {
        try {
            PastCrawl done = look(scope, crawler, now);
            keep(scope, crawler, done);
        } catch (RuntimeException e) {
            LOG.error("what crawler {} did was not kept", crawler.name(), e);
        } finally {
            running.remove(key(scope, crawler.name()));
        }
        say(
                scope,
                crawler,
                now.id,
                "BENCHMARK : Crawler has finished running and is in state READY");
    }

    private PastCrawl look(CatalogScope scope, Crawler crawler, Running now) {
        CrawlCounts counts = CrawlCounts.NONE;
        String state = "COMPLETED";
        String error = "";
        try {
            say(
                    scope,
                    crawler,
                    now.id,
                    "BENCHMARK : Running Start Crawl for Crawler " + crawler.name());
            Crawl crawl =
                    new Crawl(
                            catalog,
                            objects,
                            () -> now.stopped,
                            line -> say(scope, crawler, now.id, "INFO : " + line));
            counts =
                    crawl.run(
                            database(scope, crawler.databaseName()),
                            CrawlPlan.of(crawler),
                            new Occasion(crawler.name(), now.since));
            say(scope, crawler, now.id, "BENCHMARK : Finished writing to Catalog");
        } catch (CrawlFailed | CatalogException e) {
            state = now.stopped ? "STOPPED" : "FAILED";
            error = e.getMessage();
            say(scope, crawler, now.id, "ERROR : " + e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("crawler {} failed unexpectedly", crawler.name(), e);
            state = "FAILED";
            error = "The crawl failed for an internal reason.";
        }
        return new PastCrawl(now.id, state, now.since, store.now(), error, counts);
    }

    private void keep(CatalogScope scope, Crawler crawler, PastCrawl done) {
        LastCrawlInfo.Builder last =
                LastCrawlInfo.builder()
                        .status(
                                switch (done.state()) {
                                    case "COMPLETED" -> LastCrawlStatus.SUCCEEDED;
                                    case "STOPPED" -> LastCrawlStatus.CANCELLED;
                                    default -> LastCrawlStatus.FAILED;
                                })
                        .logGroup(LOG_GROUP)
                        .logStream(crawler.name())
                        .messagePrefix(done.id())
                        .startTime(done.since());
        if (!done.errorMessage().isEmpty()) {
            last.errorMessage(done.errorMessage());
        }
        change(
                scope,
                crawler.name(),
                before ->
                        before.after(
                                before.shape().toBuilder().lastCrawl(last.build()).build(), done));
    }

    /// The database that tables go to; made if there is none.
    private StoredDatabase database(CatalogScope scope, String name) {
        return catalog.databases()
                .find(scope, name)
                .orElseGet(
                        () ->
                                catalog.databases()
                                        .create(
                                                scope,
                                                Database.builder().name(name).build(),
                                                Map.of()));
    }

    private void say(CatalogScope scope, Crawler crawler, String prefix, String text) {
        log.line(scope, crawler.name(), "[" + prefix + "] " + text);
    }

    private static ResourceKey key(CatalogScope scope, String name) {
        return scope.key(EntityType.CRAWLER, name);
    }
}
