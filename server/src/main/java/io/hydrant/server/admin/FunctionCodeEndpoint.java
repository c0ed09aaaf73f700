package io.hydrant.server.admin;

import io.hydrant.functions.code.CodeLinks;
import io.hydrant.functions.code.CodeStore;
import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.wire.http.Headers;
import io.hydrant.wire.http.HttpResponse;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Gives packages of functions and layers to whoever has a link that the Lambda API made.
///
///     /_hydrant/functions/code/SHA?expires=SECONDS&signature=HEX
public final class FunctionCodeEndpoint {
    private FunctionCodeEndpoint() {}

    public static void register(AdminRoutes routes, CodeStore code, CodeLinks links) {
        routes.open("GET", "functions/code/{name}", request -> answer(request, code, links));
    }

    private static HttpResponse answer(AdminRequest request, CodeStore code, CodeLinks links) {
        String sha = request.pathName();
        String expires = request.requiredParameter("expires");
        if (!links.valid(sha, expires, request.requiredParameter("signature"))) {
            return refusal(403, "The link was not made here or has expired.");
        }
        Path file = code.file(sha);
        if (!Files.exists(file)) {
            throw new InvalidArgument("package " + sha + " is there no more");
        }
        Headers headers = new Headers().add("content-type", "application/zip");
        return new HttpResponse(
                200,
                headers,
                new HttpResponse.Body.Stream(file.toFile().length(), out -> Files.copy(file, out)));
    }

    private static HttpResponse refusal(int status, String message) {
        String body = "{\"message\":\"" + message + "\"}";
        return HttpResponse.of(status, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }
}
