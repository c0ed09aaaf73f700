package io.hydrant.server.http;

import io.hydrant.wire.http.Headers;
import io.hydrant.wire.http.HttpRequest;
import io.hydrant.wire.http.HttpResponse;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Translates one request and its response between the carrier and the product's own types.
final class Exchange {
    private Exchange() {}

    static HttpRequest toRequest(Request request, RequestBody body) {
        HttpURI uri = request.getHttpURI();
        String path = uri.getPath();
        String query = uri.getQuery();
        return new HttpRequest(
                request.getMethod(),
                path == null || path.isEmpty() ? "/" : path,
                query == null ? "" : query,
                toHeaders(request),
                body,
                request.isSecure());
    }

    private static Headers toHeaders(Request request) {
        Headers headers = new Headers();
        for (HttpField field : request.getHeaders()) {
            String value = field.getValue();
            headers.add(field.getName(), value == null ? "" : value);
        }
        String authority = request.getHttpURI().getAuthority();
        if (!headers.contains("host") && authority != null) {
            headers.add("host", authority); // HTTP/2 has `:authority` instead
        }
        return headers;
    }

    /// Sends the whole response; returns when it has left.
    static void send(HttpResponse answer, Request request, Response response) throws IOException {
        response.setStatus(answer.status());
        answer.headers().forEach((name, value) -> response.getHeaders().add(name, value));
        switch (answer.body()) {
            case HttpResponse.Body.Bytes(byte[] bytes) -> {
                if (hasLength(answer, request)) {
                    announce(response, bytes.length);
                }
                sendAll(response, bytes);
            }
            case HttpResponse.Body.Stream(long lengthBytes, HttpResponse.Writer writer) -> {
                if (lengthBytes >= 0) {
                    announce(response, lengthBytes);
                }
                if (HttpMethod.HEAD.is(request.getMethod())) {
                    sendAll(response, new byte[0]);
                    return;
                }
                ResponseBody out = new ResponseBody(response);
                writer.writeTo(out);
                out.finish();
            }
        }
    }

    /// An answer to HEAD may announce the length of a body that it does not carry.
    private static boolean hasLength(HttpResponse answer, Request request) {
        boolean bodiless = answer.status() == 204 || answer.status() == 304;
        boolean announced =
                HttpMethod.HEAD.is(request.getMethod())
                        && answer.headers().contains("content-length");
        return !bodiless && !announced;
    }

    private static void announce(Response response, long lengthBytes) {
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, lengthBytes);
    }

    private static void sendAll(Response response, byte[] bytes) throws IOException {
        ResponseBody.send(response, true, ByteBuffer.wrap(bytes));
    }
}
