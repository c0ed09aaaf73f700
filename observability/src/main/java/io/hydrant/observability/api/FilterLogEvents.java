package io.hydrant.observability.api;

import io.hydrant.observability.logs.LogGroup;
import io.hydrant.observability.logs.LogStore;
import io.hydrant.observability.logs.LogStream;
import io.hydrant.observability.logs.pattern.FilterPattern;
import io.hydrant.observability.logs.refusal.InvalidParameter;
import io.hydrant.observability.logs.refusal.LogsUnavailable;
import io.hydrant.observability.logs.run.EventMerge;
import io.hydrant.observability.logs.run.EventOrder;
import io.hydrant.observability.logs.run.EventPlace;
import io.hydrant.observability.logs.run.StoredEvent;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Reads streams of a group in order of time and shows what a pattern wants. Events of several
/// streams are always interleaved, as the service does since 2019.
///
/// A call looks at a bounded part of the events; a page may be empty and yet have a token.
final class FilterLogEvents {
    private static final String KIND = "FilterLogEvents";
    private static final int EVENTS_MAX = 10_000;
    private static final int PAGE_BYTES_MAX = 1 << 20;
    private static final int EVENT_OVERHEAD_BYTES = 26;
    private static final long WORK_BYTES_MAX = 32 << 20;

    /// Expressions are slow: of theirs, a call looks at less.
    private static final long EXPRESSION_WORK_BYTES_MAX = 2 << 20;

    /// Of thousands of streams, all may have to be begun for the first event.
    private static final int EVENTS_SEEN_MIN = 1_000;

    private final LogStore store;
    private final InstantSource clock;

    FilterLogEvents(LogStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    FilterLogEventsResponse answer(FilterLogEventsRequest request, ApiCall call) {
        String pattern = Optional.ofNullable(request.filterPattern()).orElse("");
        FilterPattern filter = FilterPattern.parse(pattern);
        Optional<EventPlace> token =
                PageToken.place(KIND, request.nextToken())
                        .map(text -> EventId.place(text).orElseThrow(PageToken::invalid));
        LogGroup group =
                GroupReference.group(
                        store, call, request.logGroupName(), request.logGroupIdentifier());
        TimeRange range =
                TimeRange.of(
                        request.startTime(), request.endTime(), group.oldestKept(clock.instant()));
        EventPlace earliest = EventPlace.before(range.from());
        EventPlace after = token.filter(place -> place.compareTo(earliest) > 0).orElse(earliest);
        EventMerge merge = store.read(streams(group, request), EventOrder.TIME, after);
        Bounds bounds =
                new Bounds(
                        range.to(),
                        Optional.ofNullable(request.limit()).orElse(EVENTS_MAX),
                        pattern.contains("%") ? EXPRESSION_WORK_BYTES_MAX : WORK_BYTES_MAX);
        try {
            return page(merge, filter, bounds);
        } catch (IOException e) {
            throw new LogsUnavailable(
                    "log group " + group.name().name() + " cannot be read: " + e, e);
        }
    }

    private static Collection<LogStream> streams(LogGroup group, FilterLogEventsRequest request) {
        if (request.hasLogStreamNames() && request.logStreamNamePrefix() != null) {
            throw new InvalidParameter(
                    "logStreamNames and logStreamNamePrefix are mutually exclusive parameters.");
        }
        if (request.hasLogStreamNames()) {
            return request.logStreamNames().stream().distinct().map(group::stream).toList();
        }
        String prefix = Optional.ofNullable(request.logStreamNamePrefix()).orElse("");
        return group.streamsFrom(prefix).stream()
                .takeWhile(stream -> stream.name().startsWith(prefix))
                .toList();
    }

    /// Where a page ends.
    private record Bounds(long endTime, int eventCountMax, long workBytesMax) {}

    private static FilterLogEventsResponse page(
            EventMerge merge, FilterPattern filter, Bounds bounds) throws IOException {
        List<FilteredLogEvent> events = new ArrayList<>();
        Optional<EventPlace> seen = Optional.empty();
        int seenCount = 0;
        long bytes = 0;
        while (true) {
            Optional<EventPlace> place =
                    merge.next().filter(at -> at.timestamp() < bounds.endTime());
            if (place.isEmpty()) {
                return response(events, Optional.empty());
            }
            boolean full =
                    events.size() >= bounds.eventCountMax()
                            || seenCount >= EVENTS_SEEN_MIN
                                    && merge.readBytes() > bounds.workBytesMax();
            if (full) {
                return response(events, seen);
            }
            StoredEvent event = merge.event();
            if (filter.matches(event.message())) {
                bytes += event.message().getBytes(StandardCharsets.UTF_8).length;
                bytes += EVENT_OVERHEAD_BYTES;
                if (bytes > PAGE_BYTES_MAX && !events.isEmpty()) {
                    return response(events, seen);
                }
                events.add(shape(event, place.get()));
            }
            seen = place;
            seenCount++;
        }
    }

    private static FilterLogEventsResponse response(
            List<FilteredLogEvent> events, Optional<EventPlace> next) {
        return FilterLogEventsResponse.builder()
                .events(events)
                .searchedLogStreams(List.of()) // as the service has it since 2019
                .nextToken(PageToken.text(KIND, next.map(EventId::text)))
                .build();
    }

    private static FilteredLogEvent shape(StoredEvent event, EventPlace place) {
        return FilteredLogEvent.builder()
                .logStreamName(event.stream().name())
                .timestamp(event.head().timestamp())
                .message(event.message())
                .ingestionTime(event.head().ingestedAt())
                .eventId(EventId.text(place))
                .build();
    }
}
