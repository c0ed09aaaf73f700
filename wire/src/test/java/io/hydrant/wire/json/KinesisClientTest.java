package io.hydrant.wire.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.wire.auth.Caller;
import io.hydrant.wire.constraint.ServiceConstraints;
import io.hydrant.wire.http.Headers;
import io.hydrant.wire.http.HttpRequest;
import io.hydrant.wire.http.HttpResponse;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.DeleteStreamRequest;
import software.amazon.awssdk.services.kinesis.model.DeleteStreamResponse;
import software.amazon.awssdk.services.kinesis.model.GetRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// What the SDK's own client sends, which is CBOR, and what it makes of the answers.
class KinesisClientTest {
    private static final Instant ARRIVAL = Instant.parse("2026-03-04T05:06:07.891Z");

    private final List<SdkPojo> inputs = new ArrayList<>();
    private final List<String> contentTypes = new ArrayList<>();
    private final KinesisClient client =
            KinesisClient.builder()
                    .endpointOverride(URI.create("http://localhost"))
                    .region(software.amazon.awssdk.regions.Region.EU_WEST_1)
                    .credentialsProvider(AnonymousCredentialsProvider.create())
                    .httpClient(new Loopback())
                    .build();

    @Test
    void isUnderstood() {
        PutRecordsRequest sent =
                PutRecordsRequest.builder()
                        .streamName("s")
                        .records(IntStream.range(0, 300).mapToObj(i -> entry(i)).toList())
                        .build();

        assertThat(client.putRecords(sent).failedRecordCount()).isZero();
        assertThat(inputs).containsExactly(sent);
        assertThat(contentTypes).containsExactly("application/x-amz-cbor-1.1");
    }

    @Test
    void sendsTimestampsInMilliseconds() {
        GetShardIteratorRequest sent =
                GetShardIteratorRequest.builder()
                        .streamName("s")
                        .shardId("shardId-000000000000")
                        .shardIteratorType(ShardIteratorType.AT_TIMESTAMP)
                        .timestamp(ARRIVAL)
                        .build();

        assertThat(client.getShardIterator(sent).shardIterator()).isEqualTo("i");
        assertThat(inputs).containsExactly(sent);
    }

    @Test
    void readsRecords() {
        GetRecordsResponse received = client.getRecords(r -> r.shardIterator("i"));

        assertThat(received.records()).isEqualTo(records());
        assertThat(received.millisBehindLatest()).isEqualTo(5_000_000_000L);
        assertThat(received.nextShardIterator()).isNull();
    }

    @Test
    void takesAnEmptyBodyForAnOutputWithoutMembers() {
        assertThat(client.deleteStream(r -> r.streamName("s")).sdkHttpResponse().isSuccessful())
                .isTrue();
    }

    @Test
    void findsCodeAndMessageOfErrors() {
        assertThatThrownBy(() -> client.deleteStream(r -> r.streamName("other")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("no stream other");
        assertThatThrownBy(() -> client.deleteStream(r -> r.streamName("a b")))
                .isInstanceOfSatisfying(
                        KinesisException.class,
                        e ->
                                assertThat(e.awsErrorDetails().errorCode())
                                        .isEqualTo("ValidationException"));
        assertThatThrownBy(() -> client.describeLimits(r -> {}))
                .isInstanceOfSatisfying(
                        KinesisException.class,
                        e ->
                                assertThat(e.awsErrorDetails().errorCode())
                                        .isEqualTo("UnknownOperationException"));
    }

    private static PutRecordsRequestEntry entry(int index) {
        return PutRecordsRequestEntry.builder()
                .partitionKey("schlüssel-" + index)
                .data(SdkBytes.fromByteArray(new byte[index]))
                .build();
    }

    private static List<Record> records() {
        return IntStream.range(0, 300)
                .mapToObj(
                        i ->
                                Record.builder()
                                        .sequenceNumber("49" + i)
                                        .approximateArrivalTimestamp(ARRIVAL.plusMillis(i))
                                        .data(SdkBytes.fromByteArray(new byte[i]))
                                        .partitionKey("k")
                                        .build())
                .toList();
    }

    private JsonService service() {
        ServiceConstraints constraints = ServiceConstraints.load("kinesis");
        return new JsonService(
                        "Kinesis_20131202",
                        List.of(
                                Operation.typed(
                                        "PutRecords",
                                        PutRecordsRequest::builder,
                                        constraints,
                                        (input, _) -> put(input)),
                                Operation.typed(
                                        "GetShardIterator",
                                        GetShardIteratorRequest::builder,
                                        constraints,
                                        (input, _) -> iterator(input)),
                                Operation.typed(
                                        "GetRecords",
                                        GetRecordsRequest::builder,
                                        constraints,
                                        (_, _) ->
                                                GetRecordsResponse.builder()
                                                        .records(records())
                                                        .millisBehindLatest(5_000_000_000L)
                                                        .build()),
                                Operation.typed(
                                        "DeleteStream",
                                        DeleteStreamRequest::builder,
                                        constraints,
                                        (input, _) -> delete(input))),
                        refusal ->
                                WireError.badRequest(
                                        "ResourceNotFoundException", refusal.getMessage()),
                        1_000_000)
                .in(Dialect.JSON_AND_CBOR);
    }

    private PutRecordsResponse put(PutRecordsRequest input) {
        inputs.add(input);
        return PutRecordsResponse.builder().failedRecordCount(0).build();
    }

    private GetShardIteratorResponse iterator(GetShardIteratorRequest input) {
        inputs.add(input);
        return GetShardIteratorResponse.builder().shardIterator("i").build();
    }

    private static DeleteStreamResponse delete(DeleteStreamRequest input) {
        if (!"s".equals(input.streamName())) {
            throw new InvalidArgument("no stream " + input.streamName());
        }
        return DeleteStreamResponse.builder().build();
    }

    /// Hands requests to the service without a network.
    private final class Loopback implements SdkHttpClient {
        private final JsonService service = service();

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() {
                    return answer(request);
                }

                @Override
                public void abort() {}
            };
        }

        private HttpExecuteResponse answer(HttpExecuteRequest request) {
            Headers headers = new Headers();
            request.httpRequest().forEachHeader((name, values) -> headers.add(name, values.get(0)));
            contentTypes.add(headers.first("content-type").orElse(""));
            InputStream body =
                    request.contentStreamProvider()
                            .map(provider -> provider.newStream())
                            .orElse(InputStream.nullInputStream());
            Caller caller =
                    new Caller(AccountId.DEFAULT, new Region("eu-west-1"), "kinesis", "test");
            return sdkResponse(
                    service.handle(
                            new HttpRequest("POST", "/", "", headers, body, false), caller, "id"));
        }

        private static HttpExecuteResponse sdkResponse(HttpResponse response) {
            byte[] bytes = ((HttpResponse.Body.Bytes) response.body()).bytes();
            SdkHttpResponse.Builder http =
                    SdkHttpResponse.builder()
                            .statusCode(response.status())
                            .putHeader("Content-Length", String.valueOf(bytes.length));
            response.headers().forEach((name, value) -> http.appendHeader(name, value));
            return HttpExecuteResponse.builder()
                    .response(http.build())
                    .responseBody(AbortableInputStream.create(new ByteArrayInputStream(bytes)))
                    .build();
        }

        @Override
        public void close() {}
    }
}
