package io.hydrant.observability.logs;

import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.kernel.telemetry.Labels;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.observability.logs.refusal.GroupExists;
import io.hydrant.observability.logs.refusal.GroupNotFound;
import io.hydrant.observability.logs.refusal.LogsUnavailable;
import io.hydrant.observability.logs.refusal.StreamNotFound;
import io.hydrant.observability.logs.run.EventMerge;
import io.hydrant.observability.logs.run.EventOrder;
import io.hydrant.observability.logs.run.EventPlace;
import io.hydrant.observability.logs.run.Run;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/// All log groups of a server. Safe for use by many threads; its monitor is held while a group
/// comes or goes, with the I/O of its folder.
///
/// ```
/// <data>/logs/<account>/<region>/<group>/group.json    name, creation, retention, tags
///                                        streams       the streams, a line each
///                                        <id>.<n>.log  events, a line each
/// ```
///
/// Group names are written as [FileName] says. Lock order: store, group, stream.
public final class LogStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogStore.class);
    private static final String GOING = ".deleted-";

    private final InstantSource clock;
    private final Path folder;
    private final StoreRoom room;
    private final Map<GroupName, LogGroup> groups = new ConcurrentHashMap<>();
    private final AtomicBoolean clearing = new AtomicBoolean();
    private final Telemetry.Counter cleared;

    private LogStore(InstantSource clock, Path folder, StoreRoom room, Telemetry telemetry) {
        this.clock = clock;
        this.folder = folder;
        this.room = room;
        this.cleared =
                telemetry.counter(
                        "hydrant_logs_quota_cleared_bytes_total",
                        "Bytes of logs deleted before their time, to hold the quota.",
                        Labels.NONE);
        telemetry.gauge(
                "hydrant_logs_bytes",
                "Bytes of log files, with what a file costs beside them.",
                Labels.NONE,
                room.bytes()::get);
        telemetry.gauge("hydrant_logs_streams", "Log streams.", Labels.NONE, room.streams()::get);
    }

    /// @param folder may not exist yet
    public static LogStore open(
            InstantSource clock, Path folder, LogBounds bounds, Telemetry telemetry)
            throws IOException {
        LogStore store = new LogStore(clock, folder, new StoreRoom(bounds), telemetry);
        for (Path account : foldersIn(folder)) {
            for (Path region : foldersIn(account)) {
                for (Path group : foldersIn(region)) {
                    store.recover(account, region, group);
                }
            }
        }
        return store;
    }

    private void recover(Path account, Path region, Path group) throws IOException {
        if (group.getFileName().toString().startsWith(GOING)) {
            Trees.delete(group);
        } else if (Files.exists(group.resolve(GroupSettings.FILE))) {
            GroupName scope =
                    new GroupName(
                            new AccountId(account.getFileName().toString()),
                            new Region(region.getFileName().toString()),
                            "scope");
            LogGroup opened = LogGroup.open(scope, group, room);
            groups.put(opened.name(), opened);
        }
    }

    /// Adds a group.
    ///
    /// @throws GroupExists if there is one of this name
    public synchronized LogGroup create(GroupName name, SortedMap<String, String> tags) {
        if (groups.containsKey(name)) {
            throw new GroupExists(name.name());
        }
        long now = clock.millis();
        try {
            LogGroup group =
                    LogGroup.create(
                            name,
                            folderOf(name),
                            room,
                            new GroupSettings(
                                    name.name(), now, OptionalInt.empty(), new TreeMap<>(tags)));
            groups.put(name, group);
            return group;
        } catch (IOException e) {
            throw new LogsUnavailable("log group " + name.name() + " cannot be created: " + e, e);
        }
    }

    /// @throws GroupNotFound if there is none
    public LogGroup group(GroupName name) {
        return find(name).orElseThrow(() -> new GroupNotFound(name.name()));
    }

    public Optional<LogGroup> find(GroupName name) {
        return Optional.ofNullable(groups.get(name));
    }

    /// In order of their names.
    public List<LogGroup> groups(AccountId account, Region region) {
        return groups.values().stream()
                .filter(group -> group.name().isIn(account, region))
                .sorted(Comparator.comparing(group -> group.name().name()))
                .toList();
    }

    /// Deletes a group with its streams and their events.
    ///
    /// @throws GroupNotFound if there is none
    public void delete(GroupName name) {
        Path going = folderOf(name).resolveSibling(GOING + UUID.randomUUID());
        try {
            synchronized (this) {
                LogGroup group = group(name);
                group.retire();
                Files.move(folderOf(name), going); // from here on it is gone, also after a crash
                groups.remove(name);
                group.delete();
            }
            Trees.delete(going);
        } catch (IOException e) {
            throw new LogsUnavailable("log group " + name.name() + " cannot be deleted: " + e, e);
        }
    }

    /// Takes events of a client.
    ///
    /// @param events of rising timestamps, at least one
    /// @throws io.hydrant.observability.logs.refusal.StreamNotFound if there is no such stream
    public void put(LogGroup group, String stream, List<NewEvent> events) {
        try {
            while (!group.stream(stream).append(events, clock.instant())) {
                // deleted, and perhaps made anew meanwhile
            }
            holdQuota();
        } catch (IOException e) {
            throw new LogsUnavailable(
                    "log stream %s of group %s cannot be written to: %s"
                            .formatted(stream, group.name().name(), e),
                    e);
        }
    }

    /// Takes an event of the server itself; group and stream are made if they are not there.
    void append(GroupName name, String stream, List<NewEvent> events) throws IOException {
        boolean taken = false;
        while (!taken) {
            taken = appendOnce(name, stream, events);
        }
        holdQuota();
    }

    /// @return false when group or stream were deleted meanwhile
    private boolean appendOnce(GroupName name, String stream, List<NewEvent> events)
            throws IOException {
        try {
            Instant now = clock.instant();
            return groupOfServer(name).streamOfServer(stream, now).append(events, now);
        } catch (GroupNotFound | StreamNotFound _) {
            return false;
        }
    }

    private LogGroup groupOfServer(GroupName name) {
        LogGroup known = groups.get(name);
        if (known != null) {
            return known;
        }
        try {
            return create(name, new TreeMap<>());
        } catch (GroupExists _) {
            return group(name);
        }
    }

    /// The events of some streams of a group in an order, from a place on; older ones than the
    /// group keeps are for the caller to leave out.
    public EventMerge read(Collection<LogStream> streams, EventOrder order, EventPlace after) {
        EventMerge merge = new EventMerge(order, after);
        streams.forEach(stream -> merge.add(stream.identity(), stream.runs()));
        return merge;
    }

    /// Deletes what is older than the retention of its group. To be called every minute or so.
    public void expire() {
        Instant now = clock.instant();
        for (LogGroup group : groups.values()) {
            try {
                group.expire(now);
            } catch (IOException e) {
                LOG.warn("old events of {} cannot be deleted: {}", group.name(), e.toString());
            }
        }
    }

    /// With a lower sequence, no event will appear any more.
    long settledSequence() {
        return room.arrivals().settled();
    }

    private record Candidate(LogStream stream, Run run) {}

    private void holdQuota() throws IOException {
        if (!room.isFull() || !clearing.compareAndSet(false, true)) {
            return;
        }
        try {
            List<Candidate> candidates = new ArrayList<>();
            for (LogGroup group : groups.values()) {
                for (LogStream stream : group.streamsFrom("")) {
                    stream.runs().forEach(run -> candidates.add(new Candidate(stream, run)));
                }
            }
            candidates.sort(Comparator.comparingLong(one -> one.run().last().sequence()));
            long before = room.bytes().get();
            long wanted = room.bounds().totalBytesMax() / 10 * 9;
            for (Candidate candidate : candidates) {
                if (room.bytes().get() > wanted) {
                    candidate.stream().remove(candidate.run());
                }
            }
            long freed = before - room.bytes().get();
            cleared.add(Math.max(0, freed));
            LOG.warn("{} bytes of the oldest logs were deleted to hold the quota of logs", freed);
        } finally {
            clearing.set(false);
        }
    }

    /// Closes all files.
    @Override
    public void close() {
        for (LogGroup group : groups.values()) {
            try {
                group.close();
            } catch (IOException e) {
                LOG.warn("files of {} cannot be closed: {}", group.name(), e.toString());
            }
        }
    }

    private Path folderOf(GroupName name) {
        return folder.resolve(name.account().value())
                .resolve(name.region().value())
                .resolve(FileName.of(name.name()));
    }

    private static List<Path> foldersIn(Path parent) throws IOException {
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(Files::isDirectory).sorted().toList();
        } catch (NoSuchFileException _) {
            return List.of();
        }
    }
}
