package io.hydrant.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.hydrant.cli.client.Credentials;
import io.hydrant.cli.client.RequestSigner;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

class StreamRequestsTest {
    private static final HexFormat HEX = HexFormat.of();

    @Test
    void writesCborAsTheSdksForJavaDo() {
        byte[] body =
                StreamRequests.putCbor(
                        "trips", List.of(new byte[] {1, 2}, new byte[300]), new Random(1));

        String key1 = HEX.formatHex(text(Integer.toHexString(new Random(1).nextInt())));
        assertThat(HEX.formatHex(body))
                .startsWith(
                        "bf"
                                + "6a53747265616d4e616d65" // StreamName
                                + "657472697073" // trips
                                + "675265636f726473" // Records
                                + "9f"
                                + "bf"
                                + "6444617461" // Data
                                + "420102"
                                + "6c506172746974696f6e4b6579" // PartitionKey
                                + "68"
                                + key1
                                + "ff"
                                + "bf"
                                + "6444617461"
                                + "59012c000000")
                .endsWith("ffffff");
    }

    @ParameterizedTest
    @CsvSource({"0, 40", "23, 57", "24, 5818", "255, 58ff", "256, 590100", "65536, 5a00010000"})
    void writesEachLengthInItsShortestForm(int length, String head) {
        byte[] written = new CborBytes(16).bytes(new byte[length]).toBytes();

        assertThat(HEX.formatHex(written)).startsWith(head).hasSize(head.length() + length * 2);
    }

    @Test
    void writesJsonAsTheOtherClientsDo() throws IOException {
        byte[] body =
                StreamRequests.putJson("trips", List.of(text("one"), text("two")), new Random(1));

        JsonNode input = new ObjectMapper().readTree(body);
        assertThat(input.path("StreamName").asText()).isEqualTo("trips");
        assertThat(input.at("/Records/0/Data").binaryValue()).isEqualTo(text("one"));
        assertThat(input.at("/Records/1/Data").binaryValue()).isEqualTo(text("two"));
        assertThat(input.at("/Records/0/PartitionKey").asText())
                .isNotEqualTo(input.at("/Records/1/PartitionKey").asText());
    }

    @ParameterizedTest
    @CsvSource({"JSON, application/x-amz-json-1.1", "CBOR, application/x-amz-cbor-1.1"})
    void asksForIteratorsInItsEncoding(WireEncoding encoding, String contentType) {
        RequestSigner signer =
                new RequestSigner(
                        InstantSource.system(), new Credentials("test", "test", ""), "us-east-1");
        StreamRequests requests = new StreamRequests(signer, 4566, "trips", encoding);

        String request =
                new String(
                        requests.getShardIterator("shardId-000000000000").bytes(),
                        StandardCharsets.ISO_8859_1);

        assertThat(request)
                .contains("content-type: " + contentType + "\r\n")
                .contains("x-amz-target: Kinesis_20131202.GetShardIterator\r\n")
                .contains("/us-east-1/kinesis/aws4_request")
                .endsWith(
                        encoding == WireEncoding.JSON
                                ? "{\"StreamName\":\"trips\",\"ShardId\":\"shardId-000000000000\","
                                        + "\"ShardIteratorType\":\"TRIM_HORIZON\"}"
                                : "ShardIteratorTypelTRIM_HORIZON\u00FF");
    }

    @Test
    void findsTheNextIteratorInJsonAndCbor() throws IOException {
        byte[] json =
                text(
                        "{\"Records\":[{\"PartitionKey\":\"a\"},{\"PartitionKey\":\"b\"}],"
                                + "\"NextShardIterator\" : \"AAA+/=\",\"MillisBehindLatest\":0}");
        byte[] cbor =
                new CborBytes(64)
                        .openMap()
                        .text("Records")
                        .openList()
                        .openMap()
                        .text("PartitionKey")
                        .text("a")
                        .close()
                        .close()
                        .text("NextShardIterator")
                        .text("B".repeat(300))
                        .close()
                        .toBytes();

        assertThat(StreamAnswers.text(json, "NextShardIterator")).isEqualTo("AAA+/=");
        assertThat(StreamAnswers.count(json, "PartitionKey")).isEqualTo(2);
        assertThat(StreamAnswers.text(cbor, "NextShardIterator")).isEqualTo("B".repeat(300));
        assertThat(StreamAnswers.count(cbor, "PartitionKey")).isEqualTo(1);
        assertThatThrownBy(() -> StreamAnswers.text(text("{}"), "NextShardIterator"))
                .hasMessage("the answer has no NextShardIterator");
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
