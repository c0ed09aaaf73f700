package io.hydrant.server.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.hydrant.delivery.explain.Answers;
import io.hydrant.delivery.explain.Explainer;
import io.hydrant.delivery.explain.ExplanationJson;
import io.hydrant.delivery.explain.Sample;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.plan.StreamId;
import io.hydrant.delivery.stream.DeliveryStreams;
import io.hydrant.delivery.transform.TransformFunction;
import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.wire.http.HttpResponse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Shows what a delivery stream would make of a record. Nothing of the stream changes; its function
/// is really run, unless the request holds an answer.
///
/// ```
/// POST /_hydrant/delivery-streams/{name}/explain
/// {"data":"Base64"[,"at":INSTANT][,"partitionKey":TEXT][,"answer":"Base64"]}
/// ```
public final class ExplanationEndpoint {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Base64.Decoder BASE64 = Base64.getDecoder();

    /// Explaining is for people; delivery must keep its memory.
    private static final int AT_ONCE_MAX = 2;

    private static final long PATIENCE_SECONDS = 60;

    private final Ground ground;
    private final InstantSource clock;
    private final Semaphore turns = new Semaphore(AT_ONCE_MAX, true);

    private ExplanationEndpoint(Ground ground, InstantSource clock) {
        this.ground = ground;
        this.clock = clock;
    }

    /// What explanations are made of.
    ///
    /// @param function runs the functions of streams
    public record Ground(
            DeliveryStreams streams, Explainer explainer, TransformFunction function) {}

    public static void register(AdminRoutes routes, Ground ground, InstantSource clock) {
        ExplanationEndpoint endpoint = new ExplanationEndpoint(ground, clock);
        routes.signed("POST", "delivery-streams/{name}/explain", endpoint::explain);
    }

    private HttpResponse explain(AdminRequest request) {
        JsonNode wish = read(request.body());
        Sample sample =
                new Sample(
                        base64(wish, "data")
                                .orElseThrow(() -> new InvalidArgument("data is missing")),
                        text(wish, "at")
                                .map(ExplanationEndpoint::instant)
                                .orElse(clock.instant().truncatedTo(ChronoUnit.MILLIS)),
                        text(wish, "partitionKey").orElse("sample"));
        Answers answers =
                base64(wish, "answer")
                        .<Answers>map(Answers.Given::new)
                        .orElseGet(() -> new Answers.Invoked(ground.function()));
        StreamId id =
                new StreamId(
                        request.caller().account(), request.caller().region(), request.pathName());
        DeliveryPlan plan = ground.streams().get(id).plan();
        try {
            return inTurn(plan, sample, answers);
        } catch (InterruptedException e) {
            // a request is interrupted only when the server stops
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a record was explained", e);
        }
    }

    private HttpResponse inTurn(DeliveryPlan plan, Sample sample, Answers answers)
            throws InterruptedException {
        if (!turns.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            return answer(
                    503,
                    JSON.createObjectNode()
                            .put("__type", "ServiceUnavailableException")
                            .put("message", AT_ONCE_MAX + " records are being explained already"));
        }
        try {
            return answer(
                    200, ExplanationJson.of(ground.explainer().explain(plan, sample, answers)));
        } finally {
            turns.release();
        }
    }

    private static JsonNode read(byte[] body) {
        try {
            JsonNode wish = JSON.readTree(body);
            if (wish.isObject()) {
                return wish;
            }
        } catch (IOException _) {
            // told below, like anything else that is no object
        }
        throw new InvalidArgument("the body must be a JSON object");
    }

    private static Optional<String> text(JsonNode wish, String name) {
        JsonNode value = wish.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw new InvalidArgument(name + " must be a text but was " + value.getNodeType());
        }
        return Optional.of(value.asText());
    }

    private static Optional<byte[]> base64(JsonNode wish, String name) {
        try {
            return text(wish, name).map(BASE64::decode);
        } catch (IllegalArgumentException e) {
            throw new InvalidArgument(name + " must be Base64: " + e.getMessage());
        }
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException _) {
            throw new InvalidArgument(
                    "at must be an instant such as 2026-01-31T23:00:00Z but was '" + text + "'");
        }
    }

    private static HttpResponse answer(int status, JsonNode json) {
        return HttpResponse.of(
                status, "application/json", json.toString().getBytes(StandardCharsets.UTF_8));
    }
}
