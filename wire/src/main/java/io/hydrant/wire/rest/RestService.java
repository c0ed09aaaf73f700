package io.hydrant.wire.rest;

import io.hydrant.kernel.error.HydrantException;
import io.hydrant.wire.HttpEndpoint;
import io.hydrant.wire.auth.Caller;
import io.hydrant.wire.constraint.ServiceConstraints;
import io.hydrant.wire.constraint.ValidationFailed;
import io.hydrant.wire.http.BodyBytes;
import io.hydrant.wire.http.BodyTooLarge;
import io.hydrant.wire.http.HttpRequest;
import io.hydrant.wire.http.HttpResponse;

import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.utils.builder.SdkBuilder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// A service of the REST-JSON protocol. Stateless apart from its operations.
///
/// ```
/// method and path ── RestRoutes ── path, query, headers, body ── input class ── constraints
///     ── handler ── output class ── status, headers, body
/// ```
///
/// Operations of the table that nobody serves are refused by their names.
public final class RestService implements HttpEndpoint {
    private final RestRoutes routes;
    private final Map<String, RestOperation<?>> operations = new HashMap<>();
    private final ServiceConstraints constraints;
    private final Function<HydrantException, RestError> errors;

    /// @param errors how refusals look; those of constraints and routes never reach it
    /// @throws IllegalArgumentException if an operation is given twice or has no route
    public RestService(
            RestRoutes routes,
            List<RestOperation<?>> operations,
            ServiceConstraints constraints,
            Function<HydrantException, RestError> errors) {
        this.routes = routes;
        this.constraints = constraints;
        this.errors = errors;
        for (RestOperation<?> operation : operations) {
            boolean routed = routes.operations().contains(operation.name());
            if (!routed || this.operations.put(operation.name(), operation) != null) {
                throw new IllegalArgumentException(
                        operation.name() + " is there twice or has no route");
            }
        }
    }

    /// @throws UncheckedIOException if the body could not be read because the client went away
    @Override
    public HttpResponse handle(HttpRequest request, Caller caller, String requestId) {
        HttpResponse response = answered(request, caller, requestId);
        response.headers().add("x-amzn-requestid", requestId);
        return response;
    }

    private HttpResponse answered(HttpRequest request, Caller caller, String requestId) {
        try {
            return answer(request, caller, requestId);
        } catch (ValidationFailed e) {
            return RestOutput.of(new RestError(400, "ValidationException", e.getMessage()));
        } catch (UnknownRoute e) {
            return RestOutput.of(
                    new RestError(e.status(), "UnknownOperationException", e.getMessage()));
        } catch (HydrantException e) {
            return RestOutput.of(errors.apply(e));
        }
    }

    private HttpResponse answer(HttpRequest request, Caller caller, String requestId) {
        Map<String, List<String>> query = UrlText.parameters(request.rawQuery());
        RestRoutes.Match match =
                routes.find(request.method(), request.rawPath(), query)
                        .orElseThrow(() -> nothingAt(request));
        RestOperation<?> operation = operations.get(match.route().operation());
        if (operation == null) {
            throw new UnknownRoute(
                    400,
                    match.route().operation()
                            + " is not among the operations of this version of Hydrant.");
        }
        BodyBytes body = body(operation, request);
        RestInput input = new RestInput(match.labels(), query, request.headers(), body);
        RestCall call = new RestCall(caller, requestId, origin(request), body);
        return RestOutput.of(output(operation, input, call), match.route().status());
    }

    private static UnknownRoute nothingAt(HttpRequest request) {
        return new UnknownRoute(
                404, "There is no operation " + request.method() + " " + request.rawPath() + ".");
    }

    private <I extends SdkPojo> SdkPojo output(
            RestOperation<I> operation, RestInput input, RestCall call) {
        SdkBuilder<?, I> builder = operation.input().get();
        input.into((SdkPojo) builder);
        I read = builder.build();
        constraints.require(operation.name(), read);
        return operation.handler().handle(read, call);
    }

    private static BodyBytes body(RestOperation<?> operation, HttpRequest request) {
        try {
            return BodyBytes.readFully(
                    request.body(), request.contentLengthBytes(), operation.bodyBytesMax());
        } catch (BodyTooLarge _) {
            throw new RequestTooLarge(operation.name(), operation.bodyBytesMax());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String origin(HttpRequest request) {
        String host = request.headers().first("host").orElse("localhost");
        return (request.secure() ? "https://" : "http://") + host;
    }
}
