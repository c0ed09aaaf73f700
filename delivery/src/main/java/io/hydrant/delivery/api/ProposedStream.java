package io.hydrant.delivery.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.plan.StreamId;
import io.hydrant.delivery.stream.DeliveryStream;
import io.hydrant.delivery.stream.DeliveryStreams.Neighbours;
import io.hydrant.wire.auth.Caller;
import io.hydrant.wire.constraint.ServiceConstraints;
import io.hydrant.wire.http.BodyBytes;
import io.hydrant.wire.http.Headers;
import io.hydrant.wire.http.HttpRequest;
import io.hydrant.wire.http.HttpResponse;
import io.hydrant.wire.json.ApiCall;
import io.hydrant.wire.json.JsonService;
import io.hydrant.wire.json.Operation;

import software.amazon.awssdk.services.firehose.model.CreateDeliveryStreamRequest;
import software.amazon.awssdk.services.firehose.model.CreateDeliveryStreamResponse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A request to create a delivery stream that creates none: it is read and checked as the API does,
/// to learn what such a stream would do.
public sealed interface ProposedStream {
    /// The stream could be created.
    record Accepted(DeliveryPlan plan) implements ProposedStream {}

    /// @param code as the API answers
    /// @param message as the API answers
    record Refused(String code, String message) implements ProposedStream {}

    /// @param request the JSON of CreateDeliveryStream
    /// @param caller in whose account and region the stream would be
    static ProposedStream of(byte[] request, Caller caller, Neighbours neighbours, Instant now) {
        List<DeliveryPlan> plans = new ArrayList<>();
        Operation create =
                new SchemaRoleFirst<>(
                        Operation.typed(
                                "CreateDeliveryStream",
                                CreateDeliveryStreamRequest::builder,
                                ServiceConstraints.load("firehose"),
                                (wish, call) -> {
                                    plans.add(plan(wish, call, neighbours, now));
                                    return CreateDeliveryStreamResponse.builder().build();
                                }),
                        CreateDeliveryStreamRequest::builder,
                        FirehoseApi::conversion);
        JsonService service =
                new JsonService(
                        FirehoseApi.TARGET_PREFIX,
                        List.of(create),
                        FirehoseErrors::toWire,
                        FirehoseApi.BODY_BYTES_MAX);
        HttpResponse response = service.handle(request(request), caller, "");
        return plans.isEmpty() ? refused(response) : new Accepted(plans.getFirst());
    }

    private static DeliveryPlan plan(
            CreateDeliveryStreamRequest wish, ApiCall call, Neighbours neighbours, Instant now) {
        StreamId id = FirehoseApi.streamId(call, wish.deliveryStreamName());
        return DeliveryStream.proposed(id, wish, neighbours, now).plan();
    }

    private static HttpRequest request(byte[] body) {
        Headers headers =
                new Headers()
                        .add("content-type", "application/x-amz-json-1.1")
                        .add("x-amz-target", FirehoseApi.TARGET_PREFIX + ".CreateDeliveryStream");
        return new HttpRequest("POST", "/", "", headers, new BodyBytes(body, body.length), false);
    }

    private static Refused refused(HttpResponse response) {
        byte[] body =
                switch (response.body()) {
                    case HttpResponse.Body.Bytes(byte[] bytes) -> bytes;
                    case HttpResponse.Body.Stream _ ->
                            throw new IllegalStateException("a refusal is no stream");
                };
        try {
            JsonNode error = new ObjectMapper().readTree(body);
            return new Refused(error.path("__type").asText(), error.path("message").asText());
        } catch (IOException e) {
            throw new UncheckedIOException("a refusal is JSON", e);
        }
    }
}
