package io.hydrant.server.admin;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.delivery.pipeline.Flush;
import io.hydrant.delivery.pipeline.LaneStatus;
import io.hydrant.delivery.pipeline.LogDeliveryEngine;
import io.hydrant.delivery.pipeline.StreamStatus;
import io.hydrant.delivery.plan.StreamId;
import io.hydrant.delivery.stream.DeliveryStream;
import io.hydrant.delivery.stream.DeliveryStreams;
import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.wire.http.HttpResponse;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// What the Firehose API cannot be asked of a delivery stream: deliver now, and how far are you.
///
/// ```
/// POST /_hydrant/delivery-streams/{name}/flush?timeoutSeconds=N
/// GET  /_hydrant/delivery-streams/{name}/status[?deliveredBefore=INSTANT]
/// ```
///
/// The stream is the one of that name in the account and region of the signature.
public final class DeliveryStreamEndpoints {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TIMEOUT_SECONDS_DEFAULT = 60;
    private static final int TIMEOUT_SECONDS_MAX = 900;

    private final DeliveryStreams streams;
    private final LogDeliveryEngine engine;
    private final InstantSource clock;

    private DeliveryStreamEndpoints(
            DeliveryStreams streams, LogDeliveryEngine engine, InstantSource clock) {
        this.streams = streams;
        this.engine = engine;
        this.clock = clock;
    }

    public static void register(
            AdminRoutes routes,
            DeliveryStreams streams,
            LogDeliveryEngine engine,
            InstantSource clock) {
        DeliveryStreamEndpoints endpoints = new DeliveryStreamEndpoints(streams, engine, clock);
        routes.signed("POST", "delivery-streams/{name}/flush", endpoints::flush);
        routes.signed("GET", "delivery-streams/{name}/status", endpoints::status);
    }

    private HttpResponse flush(AdminRequest request) {
        Duration patience = Duration.ofSeconds(timeoutSeconds(request));
        DeliveryStream stream = streams.writable(id(request));
        Flush flush = engine.flush(stream.id());
        boolean delivered = interruptibly(() -> flush.await(patience));
        ObjectNode json = JSON.createObjectNode();
        json.put("delivered", delivered);
        json.put("records", flush.records());
        ArrayNode objects = json.putArray("objects");
        flush.objects().forEach(objects::add);
        return answer(json);
    }

    private HttpResponse status(AdminRequest request) {
        Optional<Instant> deliveredBefore =
                request.parameter("deliveredBefore").map(DeliveryStreamEndpoints::instant);
        DeliveryStream stream = streams.get(id(request));
        ObjectNode json = JSON.createObjectNode();
        json.put("name", stream.id().name());
        json.put("status", stream.status().name());
        json.put("versionId", Long.toString(stream.plan().versionId()));
        if (stream.status().running()) {
            StreamStatus status = interruptibly(() -> engine.status(stream.id()));
            describe(json, status, deliveredBefore);
        }
        return answer(json);
    }

    private void describe(ObjectNode json, StreamStatus status, Optional<Instant> deliveredBefore) {
        LaneStatus lane = status.lane();
        json.put("endOffset", lane.endOffset());
        json.put("deliveredThrough", lane.deliveredThrough().toString());
        deliveredBefore.ifPresent(
                instant -> json.put("delivered", !lane.deliveredThrough().isBefore(instant)));
        ObjectNode backlog = json.putObject("backlog");
        backlog.put("records", lane.backlogRecords());
        backlog.put("bytes", lane.backlogBytes());
        backlog.put(
                "oldestAgeSeconds",
                lane.oldestArrival()
                        .map(oldest -> Duration.between(oldest, clock.instant()).toSeconds())
                        .orElse(0L));
        json.put("buffers", lane.buffers());
        json.put("inFlightObjects", lane.objectsInFlight());
        ObjectNode destination = json.putObject("destination");
        destination.put("healthy", lane.lastError().isEmpty());
        lane.lastError()
                .ifPresent(
                        error ->
                                destination
                                        .putObject("lastError")
                                        .put("code", error.code())
                                        .put("message", error.message())
                                        .put("at", error.at().toString())
                                        .put("attempts", error.tries()));
        ObjectNode totals = json.putObject("totals");
        totals.put("recordsIn", status.recordsIn());
        totals.put("bytesIn", status.bytesIn());
        totals.put("recordsDelivered", status.recordsDelivered());
        totals.put("objectsDelivered", status.objectsDelivered());
    }

    private static StreamId id(AdminRequest request) {
        return new StreamId(
                request.caller().account(), request.caller().region(), request.pathName());
    }

    private static int timeoutSeconds(AdminRequest request) {
        String text =
                request.parameter("timeoutSeconds")
                        .orElse(Integer.toString(TIMEOUT_SECONDS_DEFAULT));
        try {
            int seconds = Integer.parseInt(text);
            if (seconds >= 0 && seconds <= TIMEOUT_SECONDS_MAX) {
                return seconds;
            }
        } catch (NumberFormatException _) {
            // told below, like any other number that is none
        }
        throw new InvalidArgument(
                "timeoutSeconds must be 0-" + TIMEOUT_SECONDS_MAX + " but was '" + text + "'");
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException _) {
            throw new InvalidArgument(
                    "deliveredBefore must be an instant such as 2026-01-31T23:00:00Z but was '"
                            + text
                            + "'");
        }
    }

    private interface Waiting<T> {
        T get() throws InterruptedException;
    }

    /// A request is interrupted only when the server stops.
    private static <T> T interruptibly(Waiting<T> waiting) {
        try {
            return waiting.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a lane", e);
        }
    }

    private static HttpResponse answer(ObjectNode json) {
        return HttpResponse.of(
                200, "application/json", json.toString().getBytes(StandardCharsets.UTF_8));
    }
}
