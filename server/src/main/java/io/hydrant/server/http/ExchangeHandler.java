package io.hydrant.server.http;

import io.hydrant.kernel.telemetry.Labels;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.wire.http.HttpRequest;
import io.hydrant.wire.http.HttpResponse;
import io.hydrant.wire.json.Codec;
import io.hydrant.wire.json.Encoding;
import io.hydrant.wire.json.WireError;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/// Takes one request from its first header to its last response byte, on its own virtual thread.
final class ExchangeHandler extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(ExchangeHandler.class);

    /// A refused upload is read on to this length: a client that still sends when its connection is
    /// closed sees a reset instead of the answer.
    private static final long DRAIN_BYTES_MAX = 8L << 20;

    private final RequestHandler handler;
    private final HttpLimits limits;
    private final ConnectionWatch connections;
    private final Telemetry.Counter requests;
    private final Telemetry.Counter failures;
    private final Telemetry.Counter refusals;
    private final Telemetry.Timer duration;

    ExchangeHandler(
            RequestHandler handler,
            HttpLimits limits,
            ConnectionWatch connections,
            Telemetry telemetry) {
        this.handler = handler;
        this.limits = limits;
        this.connections = connections;
        this.requests =
                telemetry.counter("hydrant_http_requests_total", "Requests taken.", Labels.NONE);
        this.failures =
                telemetry.counter(
                        "hydrant_http_failures_total", "Requests that met a defect.", Labels.NONE);
        this.refusals =
                telemetry.counter(
                        "hydrant_http_connection_refusals_total",
                        "Requests refused because too many connections are open.",
                        Labels.NONE);
        this.duration =
                telemetry.timer(
                        "hydrant_http_request_seconds",
                        "From the request's headers to the last byte of its response.",
                        Labels.NONE);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        long started = System.nanoTime();
        requests.add(1);
        String requestId = freshId();
        try {
            exchange(request, response, requestId);
            callback.succeeded();
        } catch (ResponseBody.ClientGone e) {
            callback.failed(e);
        } catch (IOException | RuntimeException e) {
            failures.add(1);
            LOG.error("response {} broke off: {}", requestId, describe(request), e);
            breakOff(request, response, requestId, callback);
        } finally {
            duration.recordNanos(System.nanoTime() - started);
        }
        return true;
    }

    private void exchange(Request request, Response response, String requestId) throws IOException {
        RequestBody body = new RequestBody(request, limits);
        try {
            HttpResponse answer = answer(request, body, requestId);
            if (body.failure().isPresent()) {
                response.getHeaders().put(HttpHeader.CONNECTION, "close");
            }
            Exchange.send(answer, request, response);
            drain(body);
        } finally {
            body.releaseChunk();
        }
    }

    private static void breakOff(
            Request request, Response response, String requestId, Callback callback) {
        if (response.isCommitted()) {
            callback.failed(new IOException("response " + requestId + " broke off"));
            return;
        }
        response.reset();
        try {
            Exchange.send(internalFailure(Encoding.JSON_1_1, requestId), request, response);
            callback.succeeded();
        } catch (IOException e) {
            callback.failed(e);
        }
    }

    private HttpResponse answer(Request request, RequestBody body, String requestId) {
        if (connections.isSurplus(request.getConnectionMetaData().getConnection().getEndPoint())) {
            refusals.add(1);
            HttpResponse refusal = plain(503, "Too many connections are open. Try again later.\n");
            refusal.headers().add("connection", "close").add("retry-after", "1");
            return refusal;
        }
        HttpRequest received = Exchange.toRequest(request, body);
        try {
            return handler.handle(received, requestId);
        } catch (RuntimeException e) {
            if (body.failure().isPresent()) {
                return refusal(body.failure().get());
            }
            failures.add(1);
            LOG.error("request {} failed: {}", requestId, describe(request), e);
            return internalFailure(Encoding.of(received), requestId);
        }
    }

    private static HttpResponse refusal(BodyFailure failure) {
        int status =
                switch (failure) {
                    case BodyFailure.TooSlow _ -> 408;
                    case BodyFailure.OverBudget _ -> 503;
                    case BodyFailure _ -> 400;
                };
        return plain(status, failure.getMessage() + "\n");
    }

    private static HttpResponse internalFailure(Encoding encoding, String requestId) {
        WireError error = new WireError(500, "InternalFailure", "Request " + requestId);
        HttpResponse answer =
                HttpResponse.of(500, encoding.contentType(), Codec.write(error, encoding));
        answer.headers().add("x-amzn-requestid", requestId);
        return answer;
    }

    private static void drain(RequestBody body) throws IOException {
        try {
            if (!body.ended()) {
                body.drain(DRAIN_BYTES_MAX);
            }
        } catch (BodyFailure _) {
            // The response is out; a client that stops sending now loses only its connection.
        }
    }

    private static HttpResponse plain(int status, String text) {
        return HttpResponse.of(status, "text/plain", text.getBytes(StandardCharsets.UTF_8));
    }

    /// Never the query: it may carry a signature.
    private static String describe(Request request) {
        return request.getMethod() + " " + request.getHttpURI().getPath();
    }

    /// Ids need to be unique, not unguessable.
    private static String freshId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = random.nextLong() & ~0xf000L | 0x4000L;
        long low = random.nextLong() & ~(3L << 62) | 1L << 63;
        return new UUID(high, low).toString();
    }
}
