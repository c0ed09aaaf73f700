package io.hydrant.server.admin;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.observability.health.Health;
import io.hydrant.observability.logs.ArrivalReader;
import io.hydrant.observability.logs.GroupName;
import io.hydrant.observability.logs.LogEvent;
import io.hydrant.observability.logs.LogPage;
import io.hydrant.observability.metrics.PrometheusTelemetry;
import io.hydrant.wire.http.HttpResponse;

import java.nio.charset.StandardCharsets;

/// Shows metrics, health and logs.
///
/// ```
/// /_hydrant/metrics                                  Prometheus text
/// /_hydrant/health                                   200, or 503 when a component is down
/// /_hydrant/logs?group=G[&stream=S][&after=A][&limit=N]
///     {"events":[{"at":"2026-01-31T22:59:59Z","stream":"S","message":"…"}],"next":"…"}
/// ```
public final class ObservabilityEndpoints {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int EVENT_COUNT_DEFAULT = 1000;
    private static final int EVENT_COUNT_MAX = 10_000;

    private ObservabilityEndpoints() {}

    /// @param open whether metrics and health are answered without a signature; logs never are
    public static void register(
            AdminRoutes routes, boolean open, PrometheusTelemetry metrics, Health health) {
        AdminEndpoint showMetrics =
                _ -> HttpResponse.of(200, PrometheusTelemetry.CONTENT_TYPE, metrics.exposition());
        AdminEndpoint showHealth = _ -> health(health.report());
        if (open) {
            routes.open("GET", "metrics", showMetrics).open("GET", "health", showHealth);
        } else {
            routes.signed("GET", "metrics", showMetrics).signed("GET", "health", showHealth);
        }
    }

    public static void register(AdminRoutes routes, ArrivalReader logs) {
        routes.signed("GET", "logs", request -> logs(logs, request));
    }

    private static HttpResponse health(Health.Report report) {
        return HttpResponse.of(report.serving() ? 200 : 503, "application/json", report.toJson());
    }

    private static HttpResponse logs(ArrivalReader logs, AdminRequest request) {
        LogPage page =
                logs.read(
                        new GroupName(
                                request.caller().account(),
                                request.caller().region(),
                                request.requiredParameter("group")),
                        request.parameter("stream"),
                        request.parameter("after").orElse(""),
                        limit(request));
        ObjectNode root = JSON.createObjectNode();
        ArrayNode events = root.putArray("events");
        for (LogEvent event : page.events()) {
            events.addObject()
                    .put("at", event.time().toString())
                    .put("stream", event.stream())
                    .put("message", event.message());
        }
        root.put("next", page.next());
        byte[] body = root.toString().getBytes(StandardCharsets.UTF_8);
        return HttpResponse.of(200, "application/json", body);
    }

    private static int limit(AdminRequest request) {
        String text = request.parameter("limit").orElse(Integer.toString(EVENT_COUNT_DEFAULT));
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= EVENT_COUNT_MAX) {
                return limit;
            }
        } catch (NumberFormatException _) {
            // told below, like any other number that is none
        }
        throw new InvalidArgument("limit must be 1-" + EVENT_COUNT_MAX + " but was '" + text + "'");
    }
}
