package io.hydrant.delivery.stream;

import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.plan.StreamId;
import io.hydrant.delivery.stream.SourceRules.CreationContext;

import software.amazon.awssdk.services.firehose.model.CreateDeliveryStreamRequest;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A delivery stream as it is kept.
///
/// @param failure why it could not be created or deleted
/// @param updated when its destination was last changed; absent until then
/// @param source where its records come from
public record DeliveryStream(
        StreamId id,
        StreamStatus status,
        Optional<String> failure,
        Instant created,
        Optional<Instant> updated,
        StreamSource source,
        StreamEncryption encryption,
        DestinationVersion version,
        SortedMap<String, String> tags) {
    /// The only destination's id. Source: Firehose API Reference.
    public static final String DESTINATION_ID = "destinationId-000000000001";

    public static final int TAGS_MAX = 50;

    public DeliveryStream {
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
        if (tags.size() > TAGS_MAX) {
            throw new StreamLimitExceeded(id, "can have at most " + TAGS_MAX + " tags");
        }
    }

    /// The stream that would come of a request; nothing is stored.
    ///
    /// @param now when it is asked for
    /// @throws InvalidConfiguration when it breaks a rule or asks for what is not there yet
    public static DeliveryStream proposed(
            StreamId id,
            CreateDeliveryStreamRequest wish,
            DeliveryStreams.Neighbours neighbours,
            Instant now) {
        return NewStream.of(
                id, wish, new CreationContext(now, neighbours.shards(), neighbours.tables()));
    }

    /// What the engine does for the current version.
    public DeliveryPlan plan() {
        return DeliveryPlans.of(id, source, version);
    }

    DeliveryStream in(StreamStatus next) {
        return new DeliveryStream(
                id, next, Optional.empty(), created, updated, source, encryption, version, tags);
    }

    DeliveryStream failed(StreamStatus next, String why) {
        return new DeliveryStream(
                id, next, Optional.of(why), created, updated, source, encryption, version, tags);
    }

    DeliveryStream with(StreamEncryption next) {
        return new DeliveryStream(
                id, status, failure, created, updated, source, next, version, tags);
    }

    DeliveryStream with(DestinationVersion next) {
        return new DeliveryStream(
                id, status, failure, created, updated, source, encryption, next, tags);
    }

    DeliveryStream updatedAt(Instant now) {
        return new DeliveryStream(
                id, status, failure, created, Optional.of(now), source, encryption, version, tags);
    }

    DeliveryStream with(SortedMap<String, String> next) {
        return new DeliveryStream(
                id, status, failure, created, updated, source, encryption, version, next);
    }
}
