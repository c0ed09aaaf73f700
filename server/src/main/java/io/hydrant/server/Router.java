package io.hydrant.server;

import io.hydrant.delivery.stream.DeliveryStreamException;
import io.hydrant.delivery.stream.StreamNotFound;
import io.hydrant.functions.api.LambdaApi;
import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.server.admin.AdminRequest;
import io.hydrant.server.admin.AdminRoutes;
import io.hydrant.server.admin.AdminRoutes.Match;
import io.hydrant.server.http.BodyBudget;
import io.hydrant.server.http.BodyFailure;
import io.hydrant.server.http.RequestHandler;
import io.hydrant.streams.log.LogException;
import io.hydrant.wire.HttpEndpoint;
import io.hydrant.wire.auth.AuthenticatedRequest;
import io.hydrant.wire.auth.AuthenticationFailure;
import io.hydrant.wire.auth.Caller;
import io.hydrant.wire.auth.RequestAuthenticator;
import io.hydrant.wire.auth.ServiceGuess;
import io.hydrant.wire.http.BodyBytes;
import io.hydrant.wire.http.HttpRequest;
import io.hydrant.wire.http.HttpResponse;
import io.hydrant.wire.json.CrossOrigin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/// Finds out what a request is for and who sent it, and hands it on. Safe for use by many threads.
///
/// ```
/// /_hydrant/…  ── AdminRoutes
/// a browser asking whether a page may call ── CrossOrigin
/// anything else ── signature ── its service's endpoint, S3 when nothing names another
/// ```
public final class Router implements RequestHandler {
    private static final String S3 = "s3";
    private static final String LAMBDA = "lambda";
    private static final Caller NOBODY =
            new Caller(AccountId.DEFAULT, new Region("us-east-1"), "hydrant", "");

    private final RequestAuthenticator authenticator;
    private final BodyBudget bodies;
    private final int bodyBytesMax;
    private final Map<String, HttpEndpoint> endpoints;
    private final AdminRoutes admin;

    /// @param bodyBytesMax the longest request of any service but S3 and Lambda
    /// @param endpoints by signing name
    public Router(
            RequestAuthenticator authenticator,
            BodyBudget bodies,
            int bodyBytesMax,
            Map<String, HttpEndpoint> endpoints,
            AdminRoutes admin) {
        this.authenticator = authenticator;
        this.bodies = bodies;
        this.bodyBytesMax = bodyBytesMax;
        this.endpoints = Map.copyOf(endpoints);
        this.admin = admin;
    }

    @Override
    public HttpResponse handle(HttpRequest request, String requestId) {
        try {
            return answer(request, requestId);
        } catch (AuthenticationFailure e) {
            return ServiceErrors.of(e, request, requestId);
        } catch (BodyFailure e) {
            return ServiceErrors.of(e, request, requestId);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof BodyFailure failure) {
                return ServiceErrors.of(failure, request, requestId);
            }
            throw e;
        }
    }

    private HttpResponse answer(HttpRequest request, String requestId) throws IOException {
        if (ServiceGuess.of(request).equals(S3) && !AdminRoutes.covers(request.rawPath())) {
            return dispatch(request, requestId); // streamed: its bytes are never all in memory
        }
        try (InputStream charged = bodies.charge(request.body())) {
            return dispatch(request.withBody(charged), requestId);
        }
    }

    private HttpResponse dispatch(HttpRequest request, String requestId) throws IOException {
        if (AdminRoutes.covers(request.rawPath())) {
            return administer(request, requestId);
        }
        if (CrossOrigin.isPreflight(request)) {
            return CrossOrigin.preflight(request, requestId);
        }
        AuthenticatedRequest verified = authenticator.authenticate(request, bodyBytesMax(request));
        String service = verified.caller().service();
        HttpEndpoint endpoint = endpoints.get(service);
        if (endpoint == null) {
            return ServiceErrors.noSuchService(service, request, requestId);
        }
        HttpResponse answer = endpoint.handle(verified.request(), verified.caller(), requestId);
        if (verified.request().body() instanceof BodyBytes whole) {
            whole.close(); // no endpoint answers from the request's bytes
        }
        return answer;
    }

    /// Packages of functions are longer than anything that other services get.
    private int bodyBytesMax(HttpRequest request) {
        return ServiceGuess.of(request).equals(LAMBDA)
                ? Math.max(bodyBytesMax, LambdaApi.BODY_BYTES_MAX)
                : bodyBytesMax;
    }

    private HttpResponse administer(HttpRequest request, String requestId) throws IOException {
        return switch (admin.find(request.method(), request.rawPath())) {
            case Match.Found(AdminRoutes.Route route, String name) ->
                    administer(request, requestId, route, name);
            case Match.WrongMethod(String allowed) -> {
                HttpResponse refusal =
                        ServiceErrors.json(
                                405,
                                "MethodNotAllowed",
                                request.rawPath() + " takes " + allowed + " only",
                                requestId);
                refusal.headers().add("allow", allowed);
                yield refusal;
            }
            case Match.Nothing() ->
                    ServiceErrors.json(
                            404,
                            "UnknownOperationException",
                            "There is nothing at " + request.rawPath(),
                            requestId);
        };
    }

    private HttpResponse administer(
            HttpRequest request, String requestId, AdminRoutes.Route route, String name)
            throws IOException {
        Caller caller = NOBODY;
        byte[] body = {};
        if (!route.open()) {
            AuthenticatedRequest verified = authenticator.authenticate(request, bodyBytesMax);
            caller = verified.caller();
            body = verified.request().body().readAllBytes();
            if (caller.anonymous()) {
                return ServiceErrors.json(
                        403,
                        "MissingAuthenticationTokenException",
                        "The request is not signed.",
                        requestId);
            }
        }
        try {
            return route.endpoint().handle(AdminRequest.of(caller, name, request.rawQuery(), body));
        } catch (InvalidArgument e) {
            return ServiceErrors.json(400, "ValidationException", e.getMessage(), requestId);
        } catch (StreamNotFound e) {
            String message =
                    "Firehose %s under account %s not found."
                            .formatted(e.stream().name(), e.stream().account());
            return ServiceErrors.json(400, "ResourceNotFoundException", message, requestId);
        } catch (DeliveryStreamException e) {
            return ServiceErrors.json(400, "ResourceInUseException", e.getMessage(), requestId);
        } catch (LogException e) {
            return ServiceErrors.json(
                    503, "ServiceUnavailableException", e.getMessage(), requestId);
        }
    }
}
