package io.hydrant.wire.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.wire.auth.Caller;
import io.hydrant.wire.constraint.ServiceConstraints;
import io.hydrant.wire.http.Headers;
import io.hydrant.wire.http.HttpRequest;
import io.hydrant.wire.http.HttpResponse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import software.amazon.awssdk.services.kinesis.model.DeleteStreamRequest;
import software.amazon.awssdk.services.kinesis.model.DeleteStreamResponse;
import software.amazon.awssdk.services.kinesis.model.DescribeLimitsRequest;
import software.amazon.awssdk.services.kinesis.model.DescribeLimitsResponse;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/// The protocol as Kinesis speaks it.
class DialectTest {
    private static final Caller CALLER =
            new Caller(AccountId.DEFAULT, new Region("eu-west-1"), "kinesis", "test");
    private static final String ID = "01234567-89ab-cdef-0123-456789abcdef";
    private static final String JSON = "application/x-amz-json-1.1";
    private static final String CBOR = "application/x-amz-cbor-1.1";
    private static final String DELETE = "Kinesis_20131202.DeleteStream";

    private final JsonService service =
            new JsonService(
                            "Kinesis_20131202",
                            List.of(
                                    Operation.typed(
                                            "DeleteStream",
                                            DeleteStreamRequest::builder,
                                            ServiceConstraints.load("kinesis"),
                                            (input, _) -> delete(input)),
                                    Operation.typed(
                                            "DescribeLimits",
                                            DescribeLimitsRequest::builder,
                                            ServiceConstraints.load("kinesis"),
                                            (_, _) ->
                                                    DescribeLimitsResponse.builder()
                                                            .shardLimit(5)
                                                            .build())),
                            refusal ->
                                    WireError.badRequest(
                                            "ResourceNotFoundException", refusal.getMessage()),
                            100)
                    .in(Dialect.JSON_AND_CBOR);

    private static DeleteStreamResponse delete(DeleteStreamRequest input) {
        if (!"s".equals(input.streamName())) {
            throw new InvalidArgument("no stream " + input.streamName());
        }
        return DeleteStreamResponse.builder().build();
    }

    @ParameterizedTest
    @ValueSource(strings = {JSON, CBOR, "application/x-amz-json-1.0"})
    void answersOperationsWithoutOutputWithAnEmptyBody(String type) {
        byte[] body =
                Codec.write(
                        DeleteStreamRequest.builder().streamName("s").build(),
                        Encoding.of(request("POST", type, DELETE, new byte[0])));
        HttpResponse response = answer(request("POST", type, DELETE, body));

        assertThat(response.status()).isEqualTo(200);
        assertThat(bytes(response)).isEmpty();
        assertThat(response.headers().all("content-type")).containsExactly(type);
    }

    @Test
    void answersInTheEncodingOfTheCaller() {
        String target = "Kinesis_20131202.DescribeLimits";
        HttpResponse cbor = answer(request("POST", CBOR, target, new byte[] {(byte) 0xA0}));
        HttpResponse json = answer(request("POST", JSON, target, "{}"));

        assertThat(bytes(cbor))
                .isEqualTo(
                        Codec.write(
                                DescribeLimitsResponse.builder().shardLimit(5).build(),
                                Encoding.CBOR_1_1));
        assertThat(cbor.headers().first("content-type")).contains(CBOR);
        assertThat(text(json)).isEqualTo("{\"ShardLimit\":5}");
        assertThat(json.headers().first("content-type")).contains(JSON);
    }

    @Test
    void takesContentTypesWithParametersAndInAnyCase() {
        String type = "Application/X-AMZ-cbor-1.1 ; charset=x";
        HttpResponse response =
                answer(request("POST", type, "Kinesis_20131202.DescribeLimits", "\u00a0"));
        assertThat(response.headers().first("content-type")).contains(CBOR);
    }

    @ParameterizedTest
    @CsvSource({
        "Kinesis_20131202.DeleteStream, A16A53747265616D4E616D656120, ValidationException",
        "Kinesis_20131202.DeleteStream, '', SerializationException",
        "Kinesis_20131202.DeleteStream, 7B7D, SerializationException",
        "Kinesis_20131202.Nothing, A0, UnknownOperationException",
        "'', A0, UnknownOperationException",
        "Kinesis_20131202.DeleteStream, A16A53747265616D4E616D656178, ResourceNotFoundException",
    })
    void refusesInCborWhatCameInCbor(String target, String body, String code) {
        HttpResponse response =
                answer(request("POST", CBOR, target, HexFormat.of().parseHex(body)));

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.headers().first("content-type")).contains(CBOR);
        assertThat(new String(bytes(response), StandardCharsets.ISO_8859_1))
                .contains("f__type", code, "gmessage");
    }

    @Test
    void refusesAnEmptyBody() {
        for (String target : List.of(DELETE, "Kinesis_20131202.DescribeLimits")) {
            HttpResponse response = answer(request("POST", JSON, target, ""));
            assertThat(response.status()).isEqualTo(400);
            assertThat(text(response)).startsWith("{\"__type\":\"SerializationException\"");
        }
    }

    @ParameterizedTest
    @CsvSource({"text/plain", "application/cbor", "''", "application/x-amz-json-2.0"})
    void doesNotKnowOtherContentTypes(String type) {
        HttpResponse response = answer(request("POST", type, DELETE, "{}"));

        assertThat(response.status()).isEqualTo(404);
        assertThat(text(response)).isEqualTo("<UnknownOperationException/>\n");
        assertThat(response.headers().first("x-amzn-requestid")).contains(ID);
    }

    @Test
    void doesNotKnowPlainJson() {
        HttpResponse response = answer(request("POST", "application/json", DELETE, "{}"));

        assertThat(response.status()).isEqualTo(404);
        assertThat(text(response))
                .isEqualTo(
                        "{\"Output\":{\"__type\":\"com.amazon.coral.service#"
                                + "UnknownOperationException\"},\"Version\":\"1.0\"}");
    }

    @Test
    void deniesOtherMethodsAndRequestsThatNameNothing() {
        for (HttpRequest request :
                List.of(
                        request("GET", JSON, DELETE, "{}"),
                        request("PUT", CBOR, DELETE, "{}"),
                        request("POST", "text/plain", "", "{}"))) {
            HttpResponse response = answer(request);
            assertThat(response.status()).isEqualTo(403);
            assertThat(text(response))
                    .isEqualTo(
                            "<AccessDeniedException>\n"
                                    + "  <Message>Unable to determine service/operation name to be"
                                    + " authorized</Message>\n"
                                    + "</AccessDeniedException>\n");
        }
    }

    @Test
    void namesEachAnswerWithAnIdOf72Bytes() {
        HttpResponse response = answer(request("GET", JSON, DELETE, "{}"));
        String extended = response.headers().first("x-amz-id-2").orElseThrow();
        assertThat(Base64.getDecoder().decode(extended)).hasSize(72);
        assertThat(response.headers().all("x-amzn-requestid")).containsExactly(ID);
    }

    @Test
    void letsPagesOfOtherOriginsReadAnswers() {
        HttpRequest request = request("POST", JSON, DELETE, "{}");
        assertThat(answer(request).headers().contains("access-control-allow-origin")).isFalse();

        request.headers().add("Origin", "https://example.com");
        HttpResponse response = answer(request);
        assertThat(response.headers().first("access-control-allow-origin")).contains("*");
        assertThat(response.headers().first("access-control-expose-headers").orElseThrow())
                .contains("x-amzn-RequestId");
    }

    @Test
    void tellsBrowsersThatTheyMayCall() {
        HttpRequest question = request("OPTIONS", "", "", "");
        question.headers().remove("x-amz-target");
        assertThat(CrossOrigin.isPreflight(question)).isFalse();
        question.headers()
                .add("Origin", "https://example.com")
                .add("Access-Control-Request-Method", "POST")
                .add("Access-Control-Request-Headers", "content-type,X-Amz-Target");
        assertThat(CrossOrigin.isPreflight(question)).isTrue();

        HttpResponse response = CrossOrigin.preflight(question, ID);
        assertThat(response.status()).isEqualTo(200);
        assertThat(bytes(response)).isEmpty();
        assertThat(response.headers().first("access-control-allow-origin")).contains("*");
        assertThat(response.headers().first("access-control-allow-methods")).contains("POST");
        assertThat(response.headers().first("access-control-allow-headers"))
                .contains("content-type,X-Amz-Target");
        assertThat(response.headers().first("access-control-max-age")).contains("172800");
    }

    private HttpResponse answer(HttpRequest request) {
        return service.handle(request, CALLER, ID);
    }

    private static HttpRequest request(String method, String type, String target, String body) {
        return request(method, type, target, body.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static HttpRequest request(String method, String type, String target, byte[] body) {
        Headers headers = new Headers().add("X-Amz-Target", target).add("Content-Type", type);
        return new HttpRequest(method, "/", "", headers, new ByteArrayInputStream(body), false);
    }

    private static byte[] bytes(HttpResponse response) {
        return ((HttpResponse.Body.Bytes) response.body()).bytes();
    }

    private static String text(HttpResponse response) {
        return new String(bytes(response), StandardCharsets.UTF_8);
    }

    /// Source: the models of Glue and Athena, whose errors have the member `Message`.
    @Test
    void errorsBeginWithACapitalAndNameWhatIsLackingWhereTheServiceDoes() {
        JsonService capital = service.in(Dialect.JSON_CAPITAL);
        assertThat(capitalAnswer(capital, "Kinesis_20131202.StartCrawler"))
                .isEqualTo(
                        "{\"__type\":\"UnknownOperationException\",\"Message\":\"StartCrawler is"
                                + " not among the operations of this version of Hydrant.\"}");
        for (String target : List.of("Other.StartCrawler", "Kinesis_20131202.<b>", "", "x")) {
            assertThat(capitalAnswer(capital, target))
                    .isEqualTo("{\"__type\":\"UnknownOperationException\",\"Message\":\"\"}");
        }
    }

    /// Source: messages captured from the live service of CloudWatch Logs.
    @Test
    void brokenConstraintsAreInvalidParametersWhereTheServiceSaysSo() {
        assertThat(Dialect.JSON_PARAMETERS.constraintCode()).isEqualTo("InvalidParameterException");
        assertThat(Dialect.JSON_CAPITAL.constraintCode()).isEqualTo("ValidationException");
        assertThat(Dialect.JSON_REQUESTS.constraintCode()).isEqualTo("InvalidRequestException");
        assertThat(
                        capitalAnswer(
                                service.in(Dialect.JSON_PARAMETERS),
                                "Kinesis_20131202.StartLiveTail"))
                .isEqualTo(
                        "{\"__type\":\"UnknownOperationException\",\"message\":\"StartLiveTail is"
                                + " not among the operations of this version of Hydrant.\"}");
    }

    private static String capitalAnswer(JsonService capital, String target) {
        Headers headers = new Headers().add("content-type", JSON).add("x-amz-target", target);
        HttpRequest request =
                new HttpRequest(
                        "POST", "/", "", headers, new ByteArrayInputStream(new byte[0]), false);
        HttpResponse response = capital.handle(request, CALLER, ID);
        assertThat(response.status()).isEqualTo(400);
        byte[] body = ((HttpResponse.Body.Bytes) response.body()).bytes();
        return new String(body, StandardCharsets.UTF_8);
    }
}
