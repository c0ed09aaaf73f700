package io.hydrant.streams.api;

import io.hydrant.streams.stream.DataStreams;
import io.hydrant.streams.stream.TagRules;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.kinesis.model.ListTagsForStreamRequest;
import software.amazon.awssdk.services.kinesis.model.ListTagsForStreamResponse;
import software.amazon.awssdk.services.kinesis.model.Tag;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// Lists the tags of a stream in order of their keys, page by page.
final class ListTagsForStream {
    private final DataStreams streams;

    ListTagsForStream(DataStreams streams) {
        this.streams = streams;
    }

    ListTagsForStreamResponse answer(ListTagsForStreamRequest request, ApiCall call) {
        SortedMap<String, String> tags =
                streams.get(StreamReference.of(call, request.streamName(), request.streamARN()))
                        .options()
                        .tags();
        String after = Optional.ofNullable(request.exclusiveStartTagKey()).orElse("");
        int limit = Optional.ofNullable(request.limit()).orElse(TagRules.TAGS_MAX);
        List<Tag> found =
                StreamDescriptions.tags(tags).stream()
                        .filter(tag -> tag.key().compareTo(after) > 0)
                        .limit(limit + 1L)
                        .toList();
        boolean more = found.size() > limit;
        return ListTagsForStreamResponse.builder()
                .tags(more ? found.subList(0, limit) : found)
                .hasMoreTags(more)
                .build();
    }
}
