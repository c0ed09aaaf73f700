package io.hydrant.observability.logs;

import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.observability.logs.refusal.LogsUnavailable;
import io.hydrant.observability.logs.run.EventMerge;
import io.hydrant.observability.logs.run.EventOrder;
import io.hydrant.observability.logs.run.EventPlace;
import io.hydrant.observability.logs.run.StoredEvent;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads a group in the order in which the server took its events, so that whoever follows misses
/// none, whatever their own times are.
public final class ArrivalReader {
    private static final Pattern TOKEN = Pattern.compile("[0-9]{1,18}");
    private static final int PAGE_BYTES_MAX = 4 << 20;

    private final LogStore store;
    private final InstantSource clock;

    public ArrivalReader(LogStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /// The next events; none of a group or stream that is not there.
    ///
    /// @param stream all streams when empty
    /// @param after [LogPage#next] of the page before; empty for the oldest kept
    /// @throws InvalidArgument if `after` is no such place
    public LogPage read(GroupName group, Optional<String> stream, String after, int eventCountMax) {
        long start = sequence(after);
        long settled = store.settledSequence();
        Optional<LogGroup> found = store.find(group);
        if (found.isEmpty()) {
            return new LogPage(List.of(), token(start));
        }
        Collection<LogStream> streams =
                stream.map(name -> found.get().find(name).stream().toList())
                        .<Collection<LogStream>>map(list -> list)
                        .orElseGet(() -> found.get().streamsFrom(""));
        EventMerge merge = store.read(streams, EventOrder.ARRIVAL, EventPlace.afterSequence(start));
        try {
            return page(merge, found.get(), new Range(start, settled, eventCountMax));
        } catch (IOException e) {
            throw new LogsUnavailable("log group " + group.name() + " cannot be read: " + e, e);
        }
    }

    /// @param settled no later event is told of yet
    private record Range(long start, long settled, int eventCountMax) {}

    private LogPage page(EventMerge merge, LogGroup group, Range range) throws IOException {
        long oldest = group.oldestKept(clock.instant());
        List<LogEvent> events = new ArrayList<>();
        long next = range.start();
        long bytes = 0;
        boolean more = true;
        while (more && events.size() < range.eventCountMax() && bytes < PAGE_BYTES_MAX) {
            Optional<EventPlace> place =
                    merge.next().filter(at -> at.sequence() <= range.settled());
            more = place.isPresent();
            if (more) {
                next = place.get().sequence();
                if (place.get().timestamp() >= oldest) {
                    StoredEvent event = merge.event();
                    Instant time = Instant.ofEpochMilli(event.head().timestamp());
                    events.add(new LogEvent(time, event.stream().name(), event.message()));
                    bytes += event.message().length();
                }
            }
        }
        return new LogPage(events, token(more ? next : Math.max(next, range.settled())));
    }

    private static long sequence(String after) {
        if (after.isEmpty()) {
            return 0;
        }
        if (!TOKEN.matcher(after).matches()) {
            throw new InvalidArgument("'" + after + "' is no position in a log group");
        }
        return Long.parseLong(after);
    }

    private static String token(long sequence) {
        return String.format(Locale.ROOT, "%018d", sequence);
    }
}
