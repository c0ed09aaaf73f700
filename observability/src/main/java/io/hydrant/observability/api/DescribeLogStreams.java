package io.hydrant.observability.api;

import io.hydrant.observability.logs.LogGroup;
import io.hydrant.observability.logs.LogStore;
import io.hydrant.observability.logs.LogStream;
import io.hydrant.observability.logs.refusal.InvalidParameter;
import io.hydrant.observability.logs.run.EventPlace;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogStreamsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogStreamsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.OrderBy;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Lists the streams of a group by name or by the time of their last event; those without any count
/// as the oldest.
final class DescribeLogStreams {
    private static final String KIND = "DescribeLogStreams";
    private static final int STREAMS_MAX = 50;
    private static final Pattern KEY = Pattern.compile("([0-9]{1,18}) (.*)", Pattern.DOTALL);

    private final LogStore store;

    DescribeLogStreams(LogStore store) {
        this.store = store;
    }

    /// Where a stream stands in the listing; also where the next page begins.
    private record Key(long time, String name) {
        private String text() {
            return time + " " + name;
        }

        private static Key of(String text) {
            Matcher matcher = KEY.matcher(text);
            if (!matcher.matches()) {
                throw PageToken.invalid();
            }
            return new Key(Long.parseLong(matcher.group(1)), matcher.group(2));
        }
    }

    private record Listed(Key key, LogStream stream) {}

    DescribeLogStreamsResponse answer(DescribeLogStreamsRequest request, ApiCall call) {
        boolean byTime = request.orderBy() == OrderBy.LAST_EVENT_TIME;
        if (byTime && request.logStreamNamePrefix() != null) {
            throw new InvalidParameter("Cannot order by LastEventTime with a logStreamNamePrefix.");
        }
        LogGroup group =
                GroupReference.group(
                        store, call, request.logGroupName(), request.logGroupIdentifier());
        boolean descending = Boolean.TRUE.equals(request.descending());
        String kind = KIND + byTime + descending;
        Optional<Key> after = PageToken.place(kind, request.nextToken()).map(Key::of);
        Comparator<Key> order = Comparator.comparingLong(Key::time).thenComparing(Key::name);
        Comparator<Key> shownOrder = descending ? order.reversed() : order;
        int limit = Optional.ofNullable(request.limit()).orElse(STREAMS_MAX);
        List<Listed> found =
                listed(group, request, byTime)
                        .filter(
                                one ->
                                        after.map(key -> shownOrder.compare(one.key(), key) > 0)
                                                .orElse(true))
                        .sorted(Comparator.comparing(Listed::key, shownOrder))
                        .limit(limit + 1L)
                        .toList();
        List<Listed> shown = found.subList(0, Math.min(limit, found.size()));
        Optional<String> last =
                found.size() > limit ? Optional.of(shown.getLast().key().text()) : Optional.empty();
        return DescribeLogStreamsResponse.builder()
                .logStreams(shown.stream().map(one -> shape(group, one.stream())).toList())
                .nextToken(PageToken.text(kind, last))
                .build();
    }

    private static Stream<Listed> listed(
            LogGroup group, DescribeLogStreamsRequest request, boolean byTime) {
        String prefix = Optional.ofNullable(request.logStreamNamePrefix()).orElse("");
        return group.streamsFrom(prefix).stream()
                .takeWhile(stream -> stream.name().startsWith(prefix))
                .map(stream -> new Listed(key(stream, byTime), stream));
    }

    private static Key key(LogStream stream, boolean byTime) {
        return new Key(byTime ? stream.lastTimestamp().orElse(0) : 0, stream.name());
    }

    /// Deprecated or not, the service answers storedBytes, and clients print it.
    @SuppressWarnings("deprecation")
    private static software.amazon.awssdk.services.cloudwatchlogs.model.LogStream shape(
            LogGroup group, LogStream stream) {
        EventPlace next = new EventPlace(stream.lastTimestamp().orElse(stream.createdAt()), 0, 0);
        return software.amazon.awssdk.services.cloudwatchlogs.model.LogStream.builder()
                .arn(GroupReference.streamArn(group.name(), stream.name()).toString())
                .logStreamName(stream.name())
                .creationTime(stream.createdAt())
                .firstEventTimestamp(orNull(stream.firstTimestamp()))
                .lastEventTimestamp(orNull(stream.lastTimestamp()))
                .lastIngestionTime(orNull(stream.lastIngestion()))
                .uploadSequenceToken(EventId.text(next))
                .storedBytes(0L) // as the service has it since 2019
                .build();
    }

    /// Models have null where there is nothing.
    private static Long orNull(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }
}
