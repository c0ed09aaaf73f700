package io.hydrant.wire.json;

import io.hydrant.wire.http.Headers;
import io.hydrant.wire.http.HttpRequest;
import io.hydrant.wire.http.HttpResponse;

import java.util.Locale;

/// What lets pages of other origins call a JSON service: browsers ask first, unsigned, and hand an
/// answer on only if it says so.
///
/// Source: the Fetch standard; the headers are those of Kinesalite (github.com/mhart/kinesalite).
public final class CrossOrigin {
    private static final String EXPOSED =
            "x-amzn-RequestId,x-amzn-ErrorType,x-amz-request-id,x-amz-id-2,x-amzn-ErrorMessage,Date";
    private static final String MAX_AGE_SECONDS = "172800";

    private CrossOrigin() {}

    /// Whether a browser asks if it may call a JSON service: only those take `X-Amz-Target`.
    public static boolean isPreflight(HttpRequest request) {
        return request.method().equals("OPTIONS")
                && request.headers().contains("origin")
                && request.headers()
                        .first("access-control-request-headers")
                        .filter(names -> names.toLowerCase(Locale.ROOT).contains("x-amz-target"))
                        .isPresent();
    }

    /// The answer to such a question. It needs no signature: it tells nothing.
    public static HttpResponse preflight(HttpRequest request, String requestId) {
        HttpResponse response = HttpResponse.empty(200);
        Headers headers = response.headers();
        headers.add("x-amzn-requestid", requestId).add("access-control-allow-origin", "*");
        request.headers()
                .first("access-control-request-headers")
                .ifPresent(names -> headers.add("access-control-allow-headers", names));
        request.headers()
                .first("access-control-request-method")
                .ifPresent(method -> headers.add("access-control-allow-methods", method));
        headers.add("access-control-max-age", MAX_AGE_SECONDS);
        return response;
    }

    /// Lets the page read an answer, if a page asked.
    static void allow(HttpRequest request, Headers answer) {
        if (request.headers().contains("origin")) {
            answer.add("access-control-allow-origin", "*")
                    .add("access-control-expose-headers", EXPOSED);
        }
    }
}
