package io.hydrant.observability.api;

import io.hydrant.observability.logs.LogGroup;
import io.hydrant.observability.logs.LogStore;
import io.hydrant.observability.logs.LogStream;
import io.hydrant.observability.logs.refusal.LogsUnavailable;
import io.hydrant.observability.logs.run.EventMerge;
import io.hydrant.observability.logs.run.EventOrder;
import io.hydrant.observability.logs.run.EventPlace;
import io.hydrant.observability.logs.run.StoredEvent;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads one stream in order of time, forward or backward from a place; the events of a page are
/// always shown in order of time.
///
/// Tokens are `f/` or `b/` and the place of the last or first event of the page. A page without
/// events gives the token back that it was asked with: so clients know the end.
final class GetLogEvents {
    private static final int EVENTS_MAX = 10_000;
    private static final int PAGE_BYTES_MAX = 1 << 20;
    private static final int EVENT_OVERHEAD_BYTES = 26;
    private static final EventPlace NOWHERE = new EventPlace(0, 0, 0);

    private final LogStore store;
    private final InstantSource clock;

    GetLogEvents(LogStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /// From where and which way to read.
    private record Start(boolean forward, Optional<EventPlace> place) {
        static Start of(GetLogEventsRequest request) {
            String token = request.nextToken();
            if (token == null) {
                return new Start(Boolean.TRUE.equals(request.startFromHead()), Optional.empty());
            }
            Optional<EventPlace> place =
                    token.length() > 2 ? EventId.place(token.substring(2)) : Optional.empty();
            if (place.isEmpty() || !token.startsWith("f/") && !token.startsWith("b/")) {
                throw PageToken.invalid();
            }
            return new Start(token.startsWith("f/"), place);
        }
    }

    GetLogEventsResponse answer(GetLogEventsRequest request, ApiCall call) {
        Start start = Start.of(request);
        LogGroup group =
                GroupReference.group(
                        store, call, request.logGroupName(), request.logGroupIdentifier());
        LogStream stream = group.stream(request.logStreamName());
        TimeRange range =
                TimeRange.of(
                        request.startTime(), request.endTime(), group.oldestKept(clock.instant()));
        int limit = Optional.ofNullable(request.limit()).orElse(EVENTS_MAX);
        try {
            List<StoredEvent> events =
                    start.forward()
                            ? forward(stream, start, range, limit)
                            : backward(stream, start, range, limit);
            return response(events, start);
        } catch (IOException e) {
            throw new LogsUnavailable(
                    "log stream %s of group %s cannot be read: %s"
                            .formatted(stream.name(), group.name().name(), e),
                    e);
        }
    }

    private List<StoredEvent> forward(LogStream stream, Start start, TimeRange range, int limit)
            throws IOException {
        EventPlace earliest = EventPlace.before(range.from());
        EventPlace after =
                start.place().filter(place -> place.compareTo(earliest) > 0).orElse(earliest);
        EventMerge merge = store.read(List.of(stream), EventOrder.TIME, after);
        return page(merge, limit, place -> place.timestamp() < range.to());
    }

    private List<StoredEvent> backward(LogStream stream, Start start, TimeRange range, int limit)
            throws IOException {
        EventPlace latest = EventPlace.before(range.to());
        EventPlace before =
                start.place().filter(place -> place.compareTo(latest) < 0).orElse(latest);
        EventMerge merge = store.read(List.of(stream), EventOrder.TIME_BACKWARD, before);
        return page(merge, limit, place -> place.timestamp() >= range.from()).reversed();
    }

    /// Whether an event is within the range that is read.
    private interface Within {
        boolean test(EventPlace place);
    }

    private static List<StoredEvent> page(EventMerge merge, int limit, Within within)
            throws IOException {
        List<StoredEvent> events = new ArrayList<>();
        long bytes = 0;
        while (events.size() < limit) {
            Optional<EventPlace> place = merge.next().filter(within::test);
            if (place.isEmpty()) {
                return events;
            }
            StoredEvent event = merge.event();
            bytes += event.message().getBytes(StandardCharsets.UTF_8).length;
            bytes += EVENT_OVERHEAD_BYTES;
            if (bytes > PAGE_BYTES_MAX && !events.isEmpty()) {
                return events;
            }
            events.add(event);
        }
        return events;
    }

    private static GetLogEventsResponse response(List<StoredEvent> events, Start start) {
        EventPlace first = start.place().orElse(NOWHERE);
        EventPlace last = first;
        if (!events.isEmpty()) {
            first = place(events.getFirst());
            last = place(events.getLast());
        }
        return GetLogEventsResponse.builder()
                .events(events.stream().map(GetLogEvents::shape).toList())
                .nextForwardToken("f/" + EventId.text(last))
                .nextBackwardToken("b/" + EventId.text(first))
                .build();
    }

    private static EventPlace place(StoredEvent event) {
        return EventPlace.of(event.stream(), event.head());
    }

    private static OutputLogEvent shape(StoredEvent event) {
        return OutputLogEvent.builder()
                .timestamp(event.head().timestamp())
                .message(event.message())
                .ingestionTime(event.head().ingestedAt())
                .build();
    }
}
