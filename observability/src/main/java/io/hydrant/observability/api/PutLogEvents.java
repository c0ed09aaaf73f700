package io.hydrant.observability.api;

import io.hydrant.observability.logs.LogGroup;
import io.hydrant.observability.logs.LogStore;
import io.hydrant.observability.logs.NewEvent;
import io.hydrant.observability.logs.refusal.InvalidParameter;
import io.hydrant.observability.logs.run.EventPlace;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.RejectedLogEventsInfo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// Takes events into a stream. Those too old, too new or past the group's retention are left out
/// and told of; sequence tokens are not looked at, and neither is `entity`.
///
/// Source: CloudWatch Logs API Reference, PutLogEvents.
final class PutLogEvents {
    private static final int BATCH_BYTES_MAX = 1 << 20;
    private static final int EVENT_OVERHEAD_BYTES = 26;
    private static final long SPAN_MILLIS_MAX = Duration.ofHours(24).toMillis();
    private static final long PAST_MILLIS_MAX = Duration.ofDays(14).toMillis();
    private static final long FUTURE_MILLIS_MAX = Duration.ofHours(2).toMillis();

    private final LogStore store;
    private final InstantSource clock;

    PutLogEvents(LogStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    PutLogEventsResponse answer(PutLogEventsRequest request, ApiCall call) {
        List<InputLogEvent> events = request.logEvents();
        requireOrder(events);
        requireSize(events);
        LogGroup group = store.group(GroupReference.named(call, request.logGroupName()));
        group.stream(request.logStreamName()); // must be there, also if no event is taken
        Taken taken = Taken.of(events, clock.millis(), group.oldestKept(clock.instant()));
        List<InputLogEvent> accepted = events.subList(taken.from(), taken.to());
        if (!accepted.isEmpty()) {
            requireSpan(accepted);
            store.put(
                    group,
                    request.logStreamName(),
                    accepted.stream()
                            .map(event -> new NewEvent(event.timestamp(), event.message()))
                            .toList());
        }
        return PutLogEventsResponse.builder()
                .nextSequenceToken(EventId.text(new EventPlace(clock.millis(), 0, 0)))
                .rejectedLogEventsInfo(
                        taken.isAll(events.size()) ? null : taken.info(events.size()))
                .build();
    }

    private static void requireOrder(List<InputLogEvent> events) {
        for (int i = 1; i < events.size(); i++) {
            if (events.get(i).timestamp() < events.get(i - 1).timestamp()) {
                throw new InvalidParameter(
                        "Log events in a single PutLogEvents request must be in chronological"
                                + " order.");
            }
        }
    }

    private static void requireSize(List<InputLogEvent> events) {
        long bytes = 0;
        for (InputLogEvent event : events) {
            bytes += event.message().getBytes(StandardCharsets.UTF_8).length;
            bytes += EVENT_OVERHEAD_BYTES;
        }
        if (bytes > BATCH_BYTES_MAX) {
            throw new InvalidParameter(
                    "Upload too large: %d bytes exceeds limit of %d"
                            .formatted(bytes, BATCH_BYTES_MAX));
        }
    }

    private static void requireSpan(List<InputLogEvent> events) {
        long span = events.getLast().timestamp() - events.getFirst().timestamp();
        if (span > SPAN_MILLIS_MAX) {
            throw new InvalidParameter(
                    "The batch of log events in a single PutLogEvents request cannot span more"
                            + " than 24 hours.");
        }
    }

    /// Which events of a batch are taken: those between two indexes.
    ///
    /// @param expiredEnd where those past the retention end
    /// @param oldEnd where those end that are too old for any group
    private record Taken(int expiredEnd, int oldEnd, int to) {
        static Taken of(List<InputLogEvent> events, long now, long oldestKept) {
            int expired = firstFrom(events, oldestKept);
            int old = firstFrom(events, now - PAST_MILLIS_MAX);
            int tooNew = firstFrom(events, now + FUTURE_MILLIS_MAX + 1);
            return new Taken(expired > old ? expired : 0, old, tooNew);
        }

        private static int firstFrom(List<InputLogEvent> events, long timestamp) {
            int i = 0;
            while (i < events.size() && events.get(i).timestamp() < timestamp) {
                i++;
            }
            return i;
        }

        int from() {
            return Math.min(Math.max(expiredEnd, oldEnd), to);
        }

        boolean isAll(int count) {
            return expiredEnd == 0 && oldEnd == 0 && to == count;
        }

        RejectedLogEventsInfo info(int count) {
            return RejectedLogEventsInfo.builder()
                    .expiredLogEventEndIndex(expiredEnd == 0 ? null : expiredEnd)
                    .tooOldLogEventEndIndex(oldEnd == 0 ? null : oldEnd)
                    .tooNewLogEventStartIndex(to == count ? null : to)
                    .build();
        }
    }
}
