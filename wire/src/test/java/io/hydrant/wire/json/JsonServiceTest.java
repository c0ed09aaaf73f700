package io.hydrant.wire.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.wire.auth.Caller;
import io.hydrant.wire.constraint.ServiceConstraints;
import io.hydrant.wire.http.BodyBytes;
import io.hydrant.wire.http.Headers;
import io.hydrant.wire.http.HttpRequest;
import io.hydrant.wire.http.HttpResponse;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.firehose.model.DeleteDeliveryStreamRequest;
import software.amazon.awssdk.services.firehose.model.DeleteDeliveryStreamResponse;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

class JsonServiceTest {
    private static final Caller CALLER =
            new Caller(AccountId.DEFAULT, new Region("eu-west-1"), "firehose", "test");
    private static final String DELETE = "Firehose_20150804.DeleteDeliveryStream";
    private static final int BODY_BYTES_MAX = 200;

    private final RawOperation raw = new RawOperation();
    private final JsonService service =
            new JsonService(
                    "Firehose_20150804",
                    List.of(
                            Operation.typed(
                                    "DeleteDeliveryStream",
                                    DeleteDeliveryStreamRequest::builder,
                                    ServiceConstraints.load("firehose"),
                                    JsonServiceTest::delete),
                            raw),
                    refusal ->
                            new WireError(
                                    400,
                                    "RefusedException",
                                    refusal.getMessage(),
                                    Map.of("code", "c")),
                    BODY_BYTES_MAX);

    private static DeleteDeliveryStreamResponse delete(
            DeleteDeliveryStreamRequest input, ApiCall call) {
        if (!input.deliveryStreamName().equals("known")) {
            throw new InvalidArgument("no stream " + input.deliveryStreamName());
        }
        assertThat(call.caller()).isEqualTo(CALLER);
        return DeleteDeliveryStreamResponse.builder().build();
    }

    @Test
    void answersInTheProtocolOfTheClient() {
        HttpResponse response = call(DELETE, "{\"DeliveryStreamName\":\"known\"}");

        assertThat(response.status()).isEqualTo(200);
        assertThat(text(response)).isEqualTo("{}");
        assertThat(response.headers().first("Content-Type")).contains("application/x-amz-json-1.1");
        assertThat(response.headers().first("x-amzn-RequestId")).contains("id-1");
        assertThat(response.headers().contains("x-amz-id-2")).isTrue();
    }

    @Test
    void answersTheOlderProtocolInKind() {
        HttpRequest request = request(DELETE, stream("{\"DeliveryStreamName\":\"known\"}"));
        request.headers().set("content-type", "application/x-amz-json-1.0");

        assertThat(service.handle(request, CALLER, "id-1").headers().first("content-type"))
                .contains("application/x-amz-json-1.0");
    }

    @Test
    void showsDomainRefusalsAsTheServiceMapsThem() {
        HttpResponse response = call(DELETE, "{\"DeliveryStreamName\":\"other\"}");

        assertThat(response.status()).isEqualTo(400);
        assertThat(text(response))
                .isEqualTo(
                        "{\"__type\":\"RefusedException\",\"message\":\"no stream"
                                + " other\",\"code\":\"c\"}");
    }

    @Test
    void showsWhatIsWrongWithTheRequest() {
        assertThat(text(call(DELETE, "{")))
                .startsWith("{\"__type\":\"SerializationException\",\"message\":\"");
        assertThat(text(call(DELETE, "{\"DeliveryStreamName\":1}")))
                .isEqualTo(
                        "{\"__type\":\"SerializationException\",\"message\":\"NUMBER_VALUE can not"
                                + " be converted to a String\"}");
        assertThat(text(call(DELETE, "{}")))
                .isEqualTo(
                        "{\"__type\":\"ValidationException\",\"message\":\"1 validation error"
                                + " detected: Value at 'deliveryStreamName' failed to satisfy"
                                + " constraint: Member must not be null\"}");
    }

    @Test
    void refusesUnknownOperations() {
        for (String target : List.of("", "Firehose_20150804.Nothing", "Kinesis.PutRecord", "x")) {
            HttpResponse response = call(target, "{}");
            assertThat(response.status()).isEqualTo(400);
            assertThat(text(response)).contains("\"__type\":\"UnknownOperationException\"");
        }
    }

    @Test
    void refusesBodiesThatAreTooLong() {
        HttpResponse response = call(DELETE, "x".repeat(BODY_BYTES_MAX + 1));

        assertThat(response.status()).isEqualTo(413);
        assertThat(text(response)).contains("RequestEntityTooLargeException");
    }

    @Test
    void handsOnABodyThatWasReadWithoutCopyingIt() {
        byte[] array = "{}and more".getBytes(StandardCharsets.UTF_8);
        HttpRequest request = request("Firehose_20150804.Raw", new BodyBytes(array, 2));
        service.handle(request, CALLER, "id-1");

        assertThat(raw.body).isSameAs(array);
        assertThat(raw.bodyBytes).isEqualTo(2);
    }

    private HttpResponse call(String target, String body) {
        return service.handle(request(target, stream(body)), CALLER, "id-1");
    }

    private static InputStream stream(String body) {
        return new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
    }

    private static HttpRequest request(String target, InputStream body) {
        Headers headers =
                new Headers()
                        .add("X-Amz-Target", target)
                        .add("Content-Type", "application/x-amz-json-1.1");
        return new HttpRequest("POST", "/", "", headers, body, false);
    }

    private static String text(HttpResponse response) {
        HttpResponse.Body.Bytes body = (HttpResponse.Body.Bytes) response.body();
        return new String(body.bytes(), StandardCharsets.UTF_8);
    }

    private static final class RawOperation implements Operation {
        private byte[] body = new byte[0];
        private int bodyBytes;

        @Override
        public String name() {
            return "Raw";
        }

        @Override
        public Answer answer(ApiCall call) {
            body = call.body();
            bodyBytes = call.bodyBytes();
            return Answer.of("{}".getBytes(StandardCharsets.UTF_8));
        }
    }
}
