package io.hydrant.storage.api;

import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.storage.file.FileObjectStore;
import io.hydrant.storage.object.ObjectStoreException;
import io.hydrant.wire.HttpEndpoint;
import io.hydrant.wire.auth.AuthErrors;
import io.hydrant.wire.auth.AuthenticationFailure;
import io.hydrant.wire.auth.Caller;
import io.hydrant.wire.http.HttpRequest;
import io.hydrant.wire.http.HttpResponse;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/// Answers S3 over the local folder. Safe for use by many threads; each request holds one buffer of
/// 64 KiB and, for those with an XML body, that body.
public final class S3Endpoint implements HttpEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(S3Endpoint.class);
    private static final S3Target NOWHERE = new S3Target("", "");

    private final S3Routes routes;
    private final ExpectedOwners owners;
    private final List<String> domains;
    private final S3Meters meters;

    /// @param domains host names of this server under which `bucket.<domain>` names a bucket;
    ///   `localhost` is always one
    public S3Endpoint(FileObjectStore store, List<String> domains, Telemetry telemetry) {
        this.routes = new S3Routes(store);
        this.owners = new ExpectedOwners(store.buckets());
        this.domains = Stream.concat(domains.stream(), Stream.of("localhost")).toList();
        this.meters = new S3Meters(telemetry);
    }

    @Override
    public HttpResponse handle(HttpRequest request, Caller caller, String requestId) {
        S3Request parsed = new S3Request(NOWHERE, Query.parse(""), request, caller);
        CountedBody body = new CountedBody(request, meters);
        HttpRequest counted = request.withBody(body);
        String operation = "unknown";
        HttpResponse response;
        try {
            Query query = Query.parse(request.rawQuery());
            parsed = new S3Request(S3Target.of(request, domains), query, counted, caller);
            requireSigned(parsed);
            S3Operation found = routes.of(parsed);
            operation = found.name();
            owners.check(parsed);
            response = meters.sent(found.answer(parsed));
        } catch (ObjectStoreException e) {
            if (S3Errors.isDefect(e)) {
                LOG.error("{} of {} failed", operation, request.rawPath(), e);
            }
            response = S3Errors.toResponse(e, parsed, requestId);
        } catch (AuthenticationFailure e) {
            response =
                    AuthErrors.toResponse(e, AuthErrors.Protocol.S3, requestId, request.rawPath());
        } catch (IOException e) {
            if (body.broken()) {
                throw new UncheckedIOException(e); // whoever carries the body knows how to tell it
            }
            LOG.warn("{} of {} failed", operation, request.rawPath(), e);
            ObjectStoreException failure =
                    new ObjectStoreException("InternalError", "the disk or the client failed", e);
            response = S3Errors.toResponse(failure, parsed, requestId);
        }
        meters.answered(operation, response.status());
        response.headers().set("x-amz-request-id", requestId);
        response.headers().set("x-amz-id-2", hostId(requestId));
        return response;
    }

    /// S3 tells two ids of a request; the second is the first in another coat.
    static String hostId(String requestId) {
        byte[] bytes = ("hydrant/" + requestId).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static void requireSigned(S3Request request) {
        if (!request.caller().anonymous()) {
            return;
        }
        // A form carries its signature in a field, so it comes as if it had none.
        boolean form = request.header("content-type").orElse("").startsWith("multipart/form-data");
        BucketConfiguration.refuseIf(
                form && request.http().method().equals("POST"), "PostObject (upload by form)");
        throw new ObjectStoreException("AccessDenied", "the request is not signed");
    }
}
