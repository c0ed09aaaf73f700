package io.hydrant.wire.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.kernel.error.HydrantException;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.wire.auth.Caller;
import io.hydrant.wire.constraint.ServiceConstraints;
import io.hydrant.wire.http.Headers;
import io.hydrant.wire.http.HttpRequest;
import io.hydrant.wire.http.HttpResponse;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.GetLayerVersionByArnRequest;
import software.amazon.awssdk.services.lambda.model.GetLayerVersionRequest;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.ListFunctionsRequest;
import software.amazon.awssdk.services.lambda.model.ListTagsResponse;
import software.amazon.awssdk.services.lambda.model.TagResourceRequest;
import software.amazon.awssdk.services.lambda.model.TagResourceResponse;
import software.amazon.awssdk.services.lambda.model.UntagResourceRequest;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The protocol, with some classes of Lambda's model.
class RestServiceTest {
    private static final String ROUTES =
            """
            # comment
            Invoke POST /f/{FunctionName}/invocations 200
            TagResource POST /tags/{Resource} 204
            UntagResource DELETE /tags/{Resource} 204
            ListFunctions GET /functions 200
            ListLayers GET /layers 200
            GetLayerVersionByArn GET /layers?find=LayerVersion 200
            GetLayerVersion GET /layers/{LayerName}/versions/{VersionNumber} 200
            """;

    private final List<Object> seen = new ArrayList<>();
    private final RestService service =
            new RestService(
                    RestRoutes.parse(ROUTES),
                    List.of(
                            RestOperation.of("Invoke", InvokeRequest::builder, this::invoke)
                                    .upTo(100),
                            RestOperation.of(
                                    "TagResource",
                                    TagResourceRequest::builder,
                                    (input, _) -> {
                                        seen.add(input);
                                        return TagResourceResponse.builder().build();
                                    }),
                            RestOperation.of(
                                    "UntagResource",
                                    UntagResourceRequest::builder,
                                    (input, _) -> {
                                        seen.add(input);
                                        return TagResourceResponse.builder().build();
                                    }),
                            RestOperation.of(
                                    "ListFunctions",
                                    ListFunctionsRequest::builder,
                                    (input, call) -> {
                                        seen.add(input);
                                        return ListTagsResponse.builder()
                                                .tags(Map.of("origin", call.origin()))
                                                .build();
                                    }),
                            RestOperation.of(
                                    "GetLayerVersionByArn",
                                    GetLayerVersionByArnRequest::builder,
                                    (input, _) -> {
                                        seen.add(input);
                                        return ListTagsResponse.builder().build();
                                    }),
                            RestOperation.of(
                                    "GetLayerVersion",
                                    GetLayerVersionRequest::builder,
                                    (input, _) -> {
                                        seen.add(input);
                                        return ListTagsResponse.builder().build();
                                    })),
                    ServiceConstraints.load("lambda"),
                    RestServiceTest::error);

    private static RestError error(HydrantException refusal) {
        return new RestError(
                418,
                refusal.getClass().getSimpleName(),
                refusal.getMessage(),
                Map.of("Reason", "r"),
                Map.of("retry-after", "1"));
    }

    private InvokeResponse invoke(InvokeRequest input, RestCall call) {
        seen.add(input);
        return InvokeResponse.builder()
                .statusCode(202)
                .executedVersion("7")
                .payload(SdkBytes.fromByteArray(call.bodyCopy()))
                .build();
    }

    private HttpResponse send(String method, String path, String query, String body) {
        return send(method, path, query, body, new Headers());
    }

    private HttpResponse send(
            String method, String path, String query, String body, Headers headers) {
        HttpRequest request =
                new HttpRequest(
                        method,
                        path,
                        query,
                        headers.add("Host", "example:99"),
                        new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)),
                        true);
        Caller caller = new Caller(AccountId.DEFAULT, new Region("us-east-1"), "lambda", "test");
        return service.handle(request, caller, "request-1");
    }

    private static String text(HttpResponse response) {
        byte[] bytes = ((HttpResponse.Body.Bytes) response.body()).bytes();
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void membersStandInPathQueryHeadersAndPayload() {
        Headers headers = new Headers().add("X-Amz-Log-Type", "Tail");
        HttpResponse answer =
                send("POST", "/f/a%3Ab/invocations", "Qualifier=v%2B1+x", "not json", headers);
        assertThat(text(answer)).startsWith("{\"Type\":\"User\"").contains("qualifier");
        send("POST", "/f/a%3Ab/invocations", "Qualifier=1", "not json", headers);
        InvokeRequest input = (InvokeRequest) seen.getFirst();
        assertThat(input.functionName()).isEqualTo("a:b");
        assertThat(input.qualifier()).isEqualTo("1");
        assertThat(input.logTypeAsString()).isEqualTo("Tail");
        assertThat(input.payload().asUtf8String()).isEqualTo("not json");
    }

    @Test
    void outputsHaveStatusHeadersAndPayload() {
        HttpResponse answer = send("POST", "/f/a/invocations", "", "[1]");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.headers().first("x-amz-executed-version")).contains("7");
        assertThat(answer.headers().first("x-amzn-requestid")).contains("request-1");
        assertThat(answer.headers().first("x-amz-function-error")).isEmpty();
        assertThat(text(answer)).isEqualTo("[1]");
    }

    @Test
    void bodiesCannotSetWhatStandsElsewhere() {
        String arn = "arn:aws:lambda:us-east-1:000000000000:function:f";
        HttpResponse answer =
                send(
                        "POST",
                        "/tags/" + arn.replace(":", "%3a"),
                        "",
                        "{\"Resource\":\"other\",\"Tags\":{\"a\":\"b\"},\"unknown\":[{}]}");
        assertThat(answer.status()).isEqualTo(204);
        assertThat(text(answer)).isEmpty();
        TagResourceRequest input = (TagResourceRequest) seen.getFirst();
        assertThat(input.resource()).isEqualTo(arn);
        assertThat(input.tags()).isEqualTo(Map.of("a", "b"));
    }

    @Test
    void parametersMayComeSeveralTimes() {
        String arn = "arn:aws:lambda:us-east-1:000000000000:function:f";
        send("DELETE", "/tags/" + arn, "tagKeys=a&tagKeys=b%26c&other=1", "");
        assertThat(((UntagResourceRequest) seen.getFirst()).tagKeys()).containsExactly("a", "b&c");
    }

    @Test
    void routesWithParametersComeFirst() {
        send(
                "GET",
                "/layers",
                "find=LayerVersion&Arn=arn:aws:lambda:us-east-1:000000000000:layer:l:1",
                "");
        assertThat(seen.getFirst()).isInstanceOf(GetLayerVersionByArnRequest.class);
        assertThat(text(send("GET", "/layers", "", "")))
                .contains("ListLayers is not among the operations of this version of Hydrant.");
    }

    @Test
    void numbersInPathsAndQueriesAreChecked() {
        send("GET", "/layers/l/versions/12", "", "");
        assertThat(((GetLayerVersionRequest) seen.getFirst()).versionNumber()).isEqualTo(12);
        assertThat(text(send("GET", "/layers/l/versions/x", "", "")))
                .contains("VersionNumber must be a whole number but was 'x'");
        assertThat(text(send("GET", "/functions", "MaxItems=99999999999", "")))
                .contains("MaxItems must be a whole number but was '99999999999'");
        assertThat(text(send("GET", "/functions", "MaxItems=0", "")))
                .contains("Value '0' at 'maxItems' failed to satisfy constraint");
    }

    @Test
    void theOriginIsWhereTheCallerReachedTheServer() {
        assertThat(text(send("GET", "/functions/", "", "")))
                .isEqualTo("{\"Tags\":{\"origin\":\"https://example:99\"}}");
    }

    @Test
    void errorsTellCodeTypeAndBothSpellings() {
        HttpResponse answer = send("POST", "/f/a/invocations", "", "x".repeat(101));
        assertThat(answer.status()).isEqualTo(418);
        assertThat(answer.headers().first("x-amzn-errortype")).contains("RequestTooLarge");
        assertThat(answer.headers().first("retry-after")).contains("1");
        String message = "A request of Invoke must be at most 100 bytes";
        assertThat(text(answer))
                .isEqualTo(
                        "{\"Type\":\"User\",\"message\":\"%s\",\"Message\":\"%s\",\"Reason\":\"r\"}"
                                .formatted(message, message));
    }

    @Test
    void pathsOfNoOperationAreRefused() {
        HttpResponse answer = send("PUT", "/functions", "", "");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(text(answer)).contains("There is no operation PUT /functions.");
        assertThat(send("GET", "/layers//versions/1", "", "").status()).isEqualTo(404);
        assertThat(text(send("GET", "/layers/%ff/versions/1", "", ""))).contains("not UTF-8");
        assertThat(text(send("GET", "/layers/%4/versions/1", "", ""))).contains("broken escape");
        assertThat(text(send("GET", "/functions", "a&".repeat(2000), "")))
                .contains("at most 1000 parameters");
    }

    @Test
    void aTableThatIsDamagedIsNotTaken() {
        assertThatThrownBy(() -> RestRoutes.parse("Invoke POST /f"))
                .hasMessage("route is damaged: Invoke POST /f");
    }
}
