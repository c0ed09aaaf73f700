package io.hydrant.streams.api;

import io.hydrant.streams.stream.DataStream;
import io.hydrant.streams.stream.DataStreams;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.kinesis.model.ListStreamsRequest;
import software.amazon.awssdk.services.kinesis.model.ListStreamsResponse;

import java.util.List;
import java.util.Optional;

/// Lists an account's data streams in a region in order of their names, page by page.
///
/// A token wins over a name to start after: clients that follow tokens repeat their first request.
final class ListStreams {
    /// More are never in one answer. Source: Kinesis Data Streams API Reference.
    private static final int STREAMS_MAX = 100;

    private static final String KIND = "ListStreams";

    private final DataStreams streams;

    ListStreams(DataStreams streams) {
        this.streams = streams;
    }

    ListStreamsResponse answer(ListStreamsRequest request, ApiCall call) {
        Optional<String> after =
                Optional.ofNullable(request.nextToken())
                        .map(token -> PageToken.read(KIND, token, streams.now()).parts().getFirst())
                        .or(() -> Optional.ofNullable(request.exclusiveStartStreamName()));
        int limit = Math.min(Optional.ofNullable(request.limit()).orElse(STREAMS_MAX), STREAMS_MAX);
        List<DataStream> found =
                streams.in(call.caller().account(), call.caller().region(), after)
                        .limit(limit + 1L)
                        .toList();
        boolean more = found.size() > limit;
        List<DataStream> page = more ? found.subList(0, limit) : found;
        return ListStreamsResponse.builder()
                .streamNames(page.stream().map(stream -> stream.id().name()).toList())
                .streamSummaries(page.stream().map(StreamDescriptions::listed).toList())
                .hasMoreStreams(more)
                .nextToken(more ? token(page.getLast()) : null)
                .build();
    }

    private String token(DataStream last) {
        return new PageToken(KIND, streams.now(), List.of(last.id().name())).text();
    }
}
