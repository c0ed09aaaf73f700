package io.hydrant.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.observability.logs.ArrivalReader;
import io.hydrant.observability.logs.GroupName;
import io.hydrant.observability.logs.LogBounds;
import io.hydrant.observability.logs.LogStore;
import io.hydrant.observability.logs.Pace;
import io.hydrant.observability.logs.PacedLog;
import io.hydrant.server.admin.AdminRoutes;
import io.hydrant.server.admin.ObservabilityEndpoints;
import io.hydrant.server.http.BodyBudget;
import io.hydrant.wire.HttpEndpoint;
import io.hydrant.wire.auth.Credentials;
import io.hydrant.wire.auth.RequestAuthenticator;
import io.hydrant.wire.http.Headers;
import io.hydrant.wire.http.HttpRequest;
import io.hydrant.wire.http.HttpResponse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

class RouterTest {
    private static final AccountId ACCOUNT = new AccountId("123456789012");
    private static final int BODY_BYTES_MAX = 100_000;

    @TempDir Path folder;

    private final BodyBudget bodies = new BodyBudget(64 * 1024, Duration.ofMillis(1));
    private final AdminRoutes admin = new AdminRoutes();
    private final HttpEndpoint firehose =
            (request, caller, id) -> {
                String text =
                        "%s %s %s".formatted(caller.account(), caller.region(), size(request));
                return HttpResponse.of(200, "text/plain", text.getBytes(StandardCharsets.UTF_8));
            };

    private Router router(Map<String, HttpEndpoint> endpoints) {
        Credentials test = new Credentials("test", "test", Optional.empty(), ACCOUNT);
        RequestAuthenticator authenticator =
                new RequestAuthenticator(
                        key -> key.equals("test") ? Optional.of(test) : Optional.empty(),
                        InstantSource.system());
        return new Router(authenticator, bodies, BODY_BYTES_MAX, endpoints, admin);
    }

    private String answer(HttpRequest request) {
        HttpResponse response = router(Map.of("firehose", firehose)).handle(request, "id-1");
        return response.status() + " " + text(response);
    }

    private static String text(HttpResponse response) {
        HttpResponse.Body.Bytes body = (HttpResponse.Body.Bytes) response.body();
        return new String(body.bytes(), StandardCharsets.UTF_8);
    }

    private static int size(HttpRequest request) {
        try {
            return request.body().readAllBytes().length;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpRequest unsigned(String method, String path, Headers headers) {
        return new HttpRequest(method, path, "", headers, InputStream.nullInputStream(), false);
    }

    @Test
    void handsASignedRequestToItsService() {
        assertThat(answer(Signing.as("firehose").post("/", new byte[50_000])))
                .isEqualTo("200 123456789012 eu-central-1 50000");
        assertThat(bodies.heldBytes()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "dynamodb,400,UnknownOperationException,The DynamoDB API is not part of this version",
        "glue,400,UnknownOperationException,The Glue API is not part of this version",
        "lambda,400,UnknownOperationException,The Lambda API is not part of this version",
        "sts,400,InvalidAction,The STS API is not part of this version",
        "s3,501,NotImplemented,The S3 API is not part of this version",
        "novelty,400,UnknownOperationException,The 'novelty' API is not part of this version",
    })
    void namesAServiceThatIsNotHere(String service, int status, String code, String message) {
        assertThat(answer(Signing.as(service).post("/", new byte[1])))
                .startsWith(status + " ")
                .contains(code, message);
    }

    @Test
    void refusesAWrongSignatureInTheProtocolOfTheService() {
        assertThat(answer(new Signing("firehose", "wrong").post("/", new byte[1])))
                .startsWith("400 {\"__type\":\"InvalidSignatureException\"");
        assertThat(answer(new Signing("s3", "wrong").post("/b/k", new byte[1])))
                .startsWith("403 ")
                .contains("<Code>SignatureDoesNotMatch</Code>");
        assertThat(bodies.heldBytes()).isZero();
    }

    @Test
    void refusesInCborWhatCameInCbor() {
        HttpRequest wrong = new Signing("kinesis", "wrong").post("/", new byte[1]);
        HttpRequest right = Signing.as("kinesis").post("/", new byte[1]);
        for (HttpRequest request : List.of(wrong, right)) {
            request.headers().set("content-type", "application/x-amz-cbor-1.1");
        }
        HttpResponse mismatch = router(Map.of()).handle(wrong, "id-1");
        HttpResponse missing = router(Map.of()).handle(right, "id-1");

        assertThat(mismatch.headers().first("content-type")).contains("application/x-amz-cbor-1.1");
        assertThat(text(mismatch)).contains("f__type", "InvalidSignatureException", "gmessage");
        assertThat(missing.headers().first("content-type")).contains("application/x-amz-cbor-1.1");
        assertThat(text(missing)).contains("f__type", "UnknownOperationException", "gmessage");
    }

    @Test
    void tellsBrowsersUnsignedThatTheyMayCall() {
        Headers headers =
                new Headers()
                        .add("origin", "https://example.com")
                        .add("access-control-request-method", "POST")
                        .add("access-control-request-headers", "x-amz-target");
        HttpResponse response = router(Map.of()).handle(unsigned("OPTIONS", "/", headers), "id-1");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers().first("access-control-allow-origin")).contains("*");
    }

    @Test
    void refusesABodyThatIsTooLong() {
        Router router = router(Map.of("firehose", firehose));
        HttpRequest request = Signing.as("firehose").post("/", new byte[BODY_BYTES_MAX + 1]);
        assertThat(router.handle(request, "id-1").status()).isEqualTo(413);
    }

    @Test
    void refusesBodiesBeyondTheBudgetOfTheServer() {
        AtomicReference<String> inner = new AtomicReference<>();
        HttpEndpoint nested =
                (_, _, _) -> {
                    inner.set(answer(Signing.as("firehose").post("/", new byte[40_000])));
                    return HttpResponse.empty(200);
                };
        router(Map.of("firehose", nested))
                .handle(Signing.as("firehose").post("/", new byte[40_000]), "id-1");
        assertThat(inner.get()).startsWith("503 {\"__type\":\"ServiceUnavailableException\"");
        assertThat(bodies.heldBytes()).isZero();
    }

    @Test
    void streamsObjectsPastTheBudget() {
        HttpEndpoint s3 =
                (request, _, _) ->
                        HttpResponse.of(200, "text/plain", new byte[] {(byte) size(request)});
        HttpRequest upload =
                new HttpRequest(
                        "PUT",
                        "/bucket/key",
                        "",
                        new Headers().add("content-length", "1000000"),
                        new ByteArrayInputStream(new byte[1_000_000]),
                        false);
        assertThat(router(Map.of("s3", s3)).handle(upload, "id-1").status()).isEqualTo(200);
    }

    @Test
    void letsADefectOfAnEndpointThrough() {
        HttpEndpoint broken =
                (_, _, _) -> {
                    throw new IllegalStateException("defect");
                };
        assertThatThrownBy(
                        () ->
                                router(Map.of("firehose", broken))
                                        .handle(Signing.as("firehose").post("/", new byte[1]), "i"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void answersItsOwnPathsOnlyWhenSignedUnlessTheyAreOpen() {
        admin.open("GET", "open", _ -> HttpResponse.empty(204));
        admin.signed(
                "POST",
                "flush",
                request ->
                        HttpResponse.of(
                                200,
                                "text/plain",
                                request.requiredParameter("stream")
                                        .getBytes(StandardCharsets.UTF_8)));
        assertThat(answer(unsigned("GET", "/_hydrant/open", new Headers()))).startsWith("204");
        assertThat(answer(unsigned("POST", "/_hydrant/flush", new Headers())))
                .startsWith("403 {\"__type\":\"MissingAuthenticationTokenException\"");
        assertThat(answer(unsigned("GET", "/_hydrant/none", new Headers()))).startsWith("404");
        assertThat(answer(Signing.as("hydrant").post("/_hydrant/flush?stream=a%2Fb", new byte[1])))
                .isEqualTo("200 a/b");
        assertThat(answer(Signing.as("firehose").post("/_hydrant/flush?stream=x", new byte[0])))
                .isEqualTo("200 x");
        assertThat(answer(Signing.as("hydrant").post("/_hydrant/flush", new byte[0])))
                .startsWith("400 {\"__type\":\"ValidationException\"")
                .contains("the parameter stream is missing");
        assertThat(
                        answer(
                                new Signing("hydrant", "wrong")
                                        .post("/_hydrant/flush?stream=x", new byte[0])))
                .startsWith("400 {\"__type\":\"InvalidSignatureException\"");
    }

    @Test
    void refusesTwoEndpointsForOnePath() {
        admin.open("GET", "x", _ -> HttpResponse.empty(204));
        assertThatThrownBy(() -> admin.signed("GET", "x", _ -> HttpResponse.empty(204)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void showsLogsOfTheCallersRegionPageByPage() throws IOException {
        InstantSource clock = InstantSource.system();
        LogStore store = LogStore.open(clock, folder, LogBounds.DEFAULTS, Telemetry.NONE);
        PacedLog logs = new PacedLog(store, clock, Pace.OF_DELIVERY, "delivery", Telemetry.NONE);
        ObservabilityEndpoints.register(admin, new ArrivalReader(store, clock));
        String name = "/aws/kinesisfirehose/clicks";
        GroupName group = new GroupName(ACCOUNT, new Region("eu-central-1"), name);
        logs.append(group, "S3Delivery", "{\"errorCode\":\"S3.1\"}");
        logs.append(new GroupName(ACCOUNT, new Region("eu-west-1"), name), "S3Delivery", "other");
        logs.append(group, "S3Delivery", "{\"errorCode\":\"S3.2\"}");
        String path = "/_hydrant/logs?group=%2Faws%2Fkinesisfirehose%2Fclicks&limit=1";
        String first = answer(Signing.as("hydrant").get(path));
        assertThat(first)
                .startsWith("200 {\"events\":[{\"at\":")
                .contains(
                        "\"stream\":\"S3Delivery\",\"message\":\"{\\\"errorCode\\\":\\\"S3.1\\\"}\"")
                .doesNotContain("S3.2");
        String next = first.substring(first.indexOf("\"next\":\"") + 8, first.length() - 2);
        String encoded = URLEncoder.encode(next, StandardCharsets.UTF_8);
        assertThat(answer(Signing.as("hydrant").get(path + "&after=" + encoded)))
                .contains("S3.2")
                .doesNotContain("S3.1", "other");
        for (String bad : new String[] {"&limit=0", "&limit=x", "&after=nonsense"}) {
            assertThat(answer(Signing.as("hydrant").get("/_hydrant/logs?group=g" + bad)))
                    .startsWith("400 {\"__type\":\"ValidationException\"");
        }
    }
}
