package io.hydrant.observability.logs;

import io.hydrant.observability.logs.refusal.GroupNotFound;
import io.hydrant.observability.logs.refusal.LimitReached;
import io.hydrant.observability.logs.refusal.LogsUnavailable;
import io.hydrant.observability.logs.refusal.StreamExists;
import io.hydrant.observability.logs.refusal.StreamNotFound;
import io.hydrant.observability.logs.run.StreamIdentity;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// One log group. Its monitor is held while settings or the list of streams change, with their I/O;
/// reading takes no lock. Safe for use by many threads.
public final class LogGroup {
    private static final Logger LOG = LoggerFactory.getLogger(LogGroup.class);
    private static final Pattern RUN = Pattern.compile("([0-9a-f]{16})\\.([0-9]{4,9})\\.log");

    private final GroupName name;
    private final Path folder;
    private final StoreRoom room;
    private final StreamList list;
    private final ConcurrentNavigableMap<String, LogStream> streams = new ConcurrentSkipListMap<>();
    private volatile GroupSettings settings;
    private boolean deleted;

    private LogGroup(GroupName name, Path folder, StoreRoom room, GroupSettings settings) {
        this.name = name;
        this.folder = folder;
        this.room = room;
        this.settings = settings;
        this.list = new StreamList(folder.resolve("streams"));
    }

    static LogGroup create(GroupName name, Path folder, StoreRoom room, GroupSettings settings)
            throws IOException {
        Files.createDirectories(folder);
        settings.write(folder);
        return new LogGroup(name, folder, room, settings);
    }

    /// @param scope a name of the same account and region
    static LogGroup open(GroupName scope, Path folder, StoreRoom room) throws IOException {
        GroupSettings settings = GroupSettings.read(folder);
        GroupName name = new GroupName(scope.account(), scope.region(), settings.name());
        LogGroup group = new LogGroup(name, folder, room, settings);
        group.recover();
        return group;
    }

    private void recover() throws IOException {
        StreamList.Content content = list.open();
        Map<String, LogStream> byId = new HashMap<>();
        for (StreamList.Entry entry : content.entries()) {
            LogStream stream = stream(entry);
            byId.put("%016x".formatted(entry.identity().id()), stream);
            streams.put(stream.name(), stream);
            room.streams().incrementAndGet();
        }
        List<Path> files;
        try (Stream<Path> children = Files.list(folder)) {
            files = children.sorted().toList();
        }
        for (Path file : files) {
            Matcher matcher = RUN.matcher(file.getFileName().toString());
            if (matcher.matches()) {
                Optional<LogStream> owner = Optional.ofNullable(byId.get(matcher.group(1)));
                if (owner.isPresent()) {
                    owner.get().recover(file, Integer.parseInt(matcher.group(2)));
                } else if (content.deletedIds().contains(matcher.group(1))) {
                    Files.delete(file);
                } else {
                    LOG.warn("{} is of no log stream that is known, and left alone", file);
                }
            }
        }
        if (!content.deletedIds().isEmpty()) {
            list.compact(content.entries()); // after their files, or those would stay forever
        }
    }

    private LogStream stream(StreamList.Entry entry) {
        return new LogStream(entry.identity(), entry.createdAt(), entry.ofServer(), folder, room);
    }

    public GroupName name() {
        return name;
    }

    /// In milliseconds since 1970.
    public long createdAt() {
        return settings.createdAt();
    }

    /// Empty when the retention of the server holds.
    public OptionalInt retentionDays() {
        return settings.retentionDays();
    }

    public SortedMap<String, String> tags() {
        return settings.tags();
    }

    public long storedBytes() {
        return streams.values().stream().mapToLong(LogStream::storedBytes).sum();
    }

    public synchronized void setRetention(OptionalInt days) {
        change(settings.withRetention(days));
    }

    /// @param change may refuse by throwing; nothing is changed then
    public synchronized void changeTags(UnaryOperator<SortedMap<String, String>> change) {
        change(settings.withTags(change.apply(settings.tags())));
    }

    private void change(GroupSettings next) {
        if (deleted) {
            throw new GroupNotFound(name.name());
        }
        try {
            next.write(folder);
            settings = next;
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    /// Adds a stream.
    ///
    /// @throws StreamExists if there is one of this name
    /// @throws LimitReached if the server has too many
    public LogStream createStream(String stream, Instant now) {
        return createStream(stream, now, false);
    }

    private synchronized LogStream createStream(String stream, Instant now, boolean ofServer) {
        if (deleted) {
            throw new GroupNotFound(name.name());
        }
        if (streams.containsKey(stream)) {
            throw new StreamExists(name.name(), stream);
        }
        if (room.streams().get() >= room.bounds().streamCountMax()) {
            throw new LimitReached(
                    "There may be %d log streams; delete some of them or their log groups."
                            .formatted(room.bounds().streamCountMax()));
        }
        long id = ThreadLocalRandom.current().nextLong(Long.MAX_VALUE);
        StreamList.Entry entry =
                new StreamList.Entry(new StreamIdentity(id, stream), now.toEpochMilli(), ofServer);
        try {
            list.created(entry);
        } catch (IOException e) {
            throw unavailable(e);
        }
        LogStream created = stream(entry);
        room.streams().incrementAndGet();
        streams.put(stream, created);
        return created;
    }

    /// For writers of the server: the stream is made if it is not there.
    LogStream streamOfServer(String stream, Instant now) {
        LogStream known = streams.get(stream);
        if (known != null) {
            return known;
        }
        try {
            return createStream(stream, now, true);
        } catch (StreamExists _) {
            return stream(stream);
        }
    }

    /// @throws StreamNotFound if there is none
    public LogStream stream(String stream) {
        return find(stream).orElseThrow(() -> new StreamNotFound(name.name(), stream));
    }

    public Optional<LogStream> find(String stream) {
        return Optional.ofNullable(streams.get(stream));
    }

    /// In order of their names, from a name on.
    public Collection<LogStream> streamsFrom(String from) {
        return streams.tailMap(from, true).values();
    }

    /// @throws StreamNotFound if there is none
    public synchronized void deleteStream(String stream) {
        LogStream found = stream(stream);
        try {
            list.deleted(found.identity());
            streams.remove(stream);
            found.delete();
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    /// The oldest moment whose events are kept, in milliseconds since 1970.
    public long oldestKept(Instant now) {
        OptionalInt days = retentionDays();
        Duration retention =
                days.isPresent() ? Duration.ofDays(days.getAsInt()) : room.bounds().retention();
        return now.minus(retention).toEpochMilli();
    }

    /// Deletes what is older than the retention, and streams of the server that are empty since.
    void expire(Instant now) throws IOException {
        long oldest = oldestKept(now);
        for (LogStream stream : streams.values()) {
            stream.expire(oldest);
            long lastUse = Math.max(stream.createdAt(), stream.lastIngestion().orElse(0));
            if (stream.isOfServer() && stream.runs().isEmpty() && lastUse < oldest) {
                deleteIfThere(stream.name());
            }
        }
    }

    private void deleteIfThere(String stream) {
        try {
            deleteStream(stream);
        } catch (StreamNotFound _) {
            // somebody was faster
        }
    }

    /// No stream comes any more.
    synchronized void retire() {
        deleted = true;
    }

    /// Nothing is written to its streams any more; their folder is for the caller to remove.
    synchronized void delete() throws IOException {
        for (LogStream stream : streams.values()) {
            stream.delete();
        }
        streams.clear();
    }

    void close() throws IOException {
        for (LogStream stream : streams.values()) {
            stream.close();
        }
    }

    private LogsUnavailable unavailable(IOException e) {
        return new LogsUnavailable("log group " + name.name() + " cannot be written to: " + e, e);
    }
}
