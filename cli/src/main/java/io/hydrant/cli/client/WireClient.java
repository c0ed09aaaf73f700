package io.hydrant.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.SSLContext;

/// Sends signed requests to one server, over kept-alive HTTP/1.1 connections.
///
/// Safe for use by many threads.
public final class WireClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration ANSWER_LIMIT = Duration.ofMinutes(15);
    private static final int ERROR_BYTES_MAX = 1 << 16;
    private static final int BUFFER_BYTES = 1 << 16;
    private static final Pattern XML_CODE = Pattern.compile("<Code>([^<]*)</Code>");
    private static final Pattern XML_MESSAGE = Pattern.compile("<Message>([^<]*)</Message>");

    private final URI endpoint;
    private final RequestSigner signer;
    private final HttpClient http;

    /// @param trust whom to believe on `https`; empty: the authorities that the JDK knows
    public WireClient(URI endpoint, RequestSigner signer, Optional<SSLContext> trust) {
        this.endpoint = endpoint;
        this.signer = signer;
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(10));
        trust.ifPresent(builder::sslContext);
        this.http = builder.build();
    }

    public URI endpoint() {
        return endpoint;
    }

    /// Calls an operation of an AWS JSON 1.1 API.
    ///
    /// @param target the value of `X-Amz-Target`, such as `Firehose_20150804.PutRecord`
    public JsonNode call(String service, String target, JsonNode input) {
        return parse(call(service, target, input.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /// As [#call(String, String, JsonNode)], for a caller that writes and reads JSON itself.
    public byte[] call(String service, String target, byte[] input) {
        Map<String, String> headers =
                Map.of("content-type", "application/x-amz-json-1.1", "x-amz-target", target);
        return send(service, "POST", "/", headers, input);
    }

    /// Asks for a resource by method and path; the answer's body as it came.
    ///
    /// @param pathAndQuery percent-encoded, with the leading slash
    public byte[] request(String service, String method, String pathAndQuery) {
        return send(service, method, pathAndQuery, Map.of(), new byte[0]);
    }

    /// As [#request], for a body that may be larger than memory: it is read as it comes.
    public InputStream open(String service, String pathAndQuery) {
        HttpResponse<InputStream> response =
                exchange(
                        signed(service, "GET", pathAndQuery, Map.of(), new byte[0]),
                        HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() / 100 == 2) {
            return response.body();
        }
        try (InputStream body = response.body()) {
            throw failureOf(response.statusCode(), body.readNBytes(ERROR_BYTES_MAX));
        } catch (IOException e) {
            throw noAnswer(e);
        }
    }

    /// Sends a file as a body, from the disk.
    ///
    /// @param pathAndQuery as for [#request]
    public void put(String service, String pathAndQuery, Path file) {
        URI uri = uri(pathAndQuery);
        SortedMap<String, String> headers =
                signer.sign(
                        UnsignedRequest.of(service, "PUT", uri, Map.of(), new byte[0]),
                        sha256(file));
        HttpRequest request;
        try {
            request = request(uri, headers, "PUT", HttpRequest.BodyPublishers.ofFile(file));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        HttpResponse<byte[]> response = exchange(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() / 100 != 2) {
            throw failureOf(response.statusCode(), response.body());
        }
    }

    /// As [#request], for an answer in JSON.
    public JsonNode requestJson(String service, String method, String pathAndQuery) {
        return parse(request(service, method, pathAndQuery));
    }

    /// Posts JSON to a resource of an API that names its operations by paths.
    public JsonNode postJson(String service, String pathAndQuery, JsonNode input) {
        byte[] body = input.toString().getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = Map.of("content-type", "application/json");
        return parse(send(service, "POST", pathAndQuery, headers, body));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private byte[] send(
            String service,
            String method,
            String pathAndQuery,
            Map<String, String> headers,
            byte[] body) {
        HttpResponse<byte[]> response =
                exchange(
                        signed(service, method, pathAndQuery, headers, body),
                        HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() / 100 != 2) {
            throw failureOf(response.statusCode(), response.body());
        }
        return response.body();
    }

    private HttpRequest signed(
            String service,
            String method,
            String pathAndQuery,
            Map<String, String> headers,
            byte[] body) {
        URI uri = uri(pathAndQuery);
        SortedMap<String, String> signed =
                signer.sign(UnsignedRequest.of(service, method, uri, headers, body));
        return request(uri, signed, method, HttpRequest.BodyPublishers.ofByteArray(body));
    }

    private URI uri(String pathAndQuery) {
        return URI.create(endpoint.toString().replaceAll("/+$", "") + pathAndQuery);
    }

    private static HttpRequest request(
            URI uri,
            SortedMap<String, String> headers,
            String method,
            HttpRequest.BodyPublisher body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).timeout(ANSWER_LIMIT).method(method, body);
        headers.forEach(
                (name, value) -> {
                    // The HTTP client writes the host itself, just as the signer does.
                    if (!name.equals("host")) {
                        request.header(name, value);
                    }
                });
        return request.build();
    }

    private static String sha256(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static WireFailure unreadable(Path file, IOException e) {
        return new WireFailure(file + " cannot be sent: " + e.getMessage(), e);
    }

    private <T> HttpResponse<T> exchange(
            HttpRequest request, HttpResponse.BodyHandler<T> bodyHandler) {
        try {
            return http.send(request, bodyHandler);
        } catch (IOException e) {
            throw noAnswer(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WireFailure("interrupted while waiting for " + endpoint, e);
        }
    }

    private WireFailure noAnswer(IOException e) {
        String reason = e.getMessage() == null ? "" : " (" + e.getMessage() + ")";
        return new WireFailure(
                "no server answers at "
                        + endpoint
                        + reason
                        + "; start one with `./hydrant start` or name another with"
                        + " --endpoint-url",
                e);
    }

    private static WireFailure failureOf(int status, byte[] answer) {
        String body = new String(answer, StandardCharsets.UTF_8);
        if (body.stripLeading().startsWith("<")) {
            return new WireFailure(first(XML_CODE, body), first(XML_MESSAGE, body), status);
        }
        try {
            JsonNode error = JSON.readTree(body);
            String code = error.path("__type").asText("").replaceAll("^.*#", "");
            String message = error.path("message").asText(error.path("Message").asText(""));
            if (!code.isEmpty()) {
                return new WireFailure(code, message.isEmpty() ? code : message, status);
            }
        } catch (JsonProcessingException _) {
            // Neither XML nor JSON: something else than a Hydrant answers there; show what it said.
        }
        String said = body.isBlank() ? "" : ": " + body.strip().lines().findFirst().orElse("");
        return new WireFailure("HTTP" + status, "the server answered " + status + said, status);
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    private JsonNode parse(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new WireFailure(endpoint + " answered something else than JSON", e);
        }
    }
}
