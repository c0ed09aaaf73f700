package io.hydrant.delivery.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import io.hydrant.streams.log.LogFull;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;

final class PutRecordBatchTest {
    private final FirehoseHarness firehose = new FirehoseHarness();

    @BeforeEach
    void createStream() {
        firehose.createStream("clicks", "");
    }

    @Test
    void keepsRecordsInOrderAndAnswersAnIdForEach() {
        JsonNode answer = put(List.of("YQ==", "", "YmM=")).body();
        assertThat(firehose.engine.records()).containsExactly("a", "", "bc");
        assertThat(answer.get("FailedPutCount").asInt()).isZero();
        assertThat(answer.get("Encrypted").asBoolean()).isFalse();
        assertThat(answer.get("RequestResponses")).hasSize(3);
    }

    @Test
    void givesEveryRecordAnIdOfItsOwn() {
        HashSet<String> ids = new HashSet<>();
        for (int batch = 0; batch < 3; batch++) {
            for (JsonNode entry : put(List.of("YQ==", "YQ==")).body().get("RequestResponses")) {
                ids.add(entry.get("RecordId").asText());
            }
        }
        assertThat(ids).hasSize(6);
    }

    @Test
    void acceptsFiveHundredRecordsAndNotOneMore() {
        List<String> records = new ArrayList<>(Collections.nCopies(500, "YQ=="));
        assertThat(put(records).body().get("RequestResponses")).hasSize(500);
        records.add("YQ==");
        assertThat(put(records).error())
                .isEqualTo(
                        "ValidationException: 1 validation error detected: Value at 'records'"
                            + " failed to satisfy constraint: Member must have length less than or"
                            + " equal to 500");
        assertThat(put(List.of()).error()).startsWith("ValidationException: 1 validation error");
    }

    @Test
    void acceptsFourMebibytesAndNotAByteMore() {
        List<String> records = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            records.add(base64(1_024_000));
        }
        records.add(base64((4 << 20) - 4 * 1_024_000));
        assertThat(put(records).status()).isEqualTo(200);
        records.add(base64(1));
        assertThat(put(records).error())
                .isEqualTo("InvalidArgumentException: Records size exceeds 4 MB limit");
    }

    @Test
    void refusesTheWholeBatchWhenTheLogIsFull() {
        firehose.engine.beforeEachCall(
                _ -> {
                    throw new LogFull("the quota is used up");
                });
        FirehoseHarness.Answer answer = put(List.of("YQ==", "YQ=="));
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.error()).isEqualTo("ServiceUnavailableException: Slow down.");
    }

    @Test
    void refusesWhatIsNoBase64() {
        assertThat(put(List.of("*")).error()).startsWith("SerializationException: ");
    }

    @Test
    void readsUnusualBodiesToTheSameRecords() {
        firehose.ask(
                "PutRecordBatch",
                "{'Unknown':{'Data':'eA=='},'Records':[{'Data':'Y\\u0051=='},{'Data':'Yg=='}],"
                        + "'DeliveryStreamName':'clic\\u006bs'}");
        assertThat(firehose.engine.records()).containsExactly("a", "b");
    }

    @Test
    void countsWhatItTookAndForgetsTheCountsOfAStreamThatIsGone() {
        put(List.of("YQ==", "YmM="));
        put(List.of("YQ=="));
        assertThat(firehose.telemetry.count("hydrant_firehose_put_requests_total")).isEqualTo(2);
        assertThat(firehose.telemetry.count("hydrant_firehose_incoming_records_total"))
                .isEqualTo(3);
        assertThat(firehose.telemetry.count("hydrant_firehose_incoming_bytes_total")).isEqualTo(4);
        firehose.ask("DeleteDeliveryStream", "{'DeliveryStreamName':'clicks'}");
        firehose.background.runAll();
        assertThat(firehose.telemetry.count("hydrant_firehose_incoming_records_total")).isZero();
        firehose.createStream("clicks", "");
        put(List.of("YQ=="));
        assertThat(firehose.telemetry.count("hydrant_firehose_incoming_records_total")).isOne();
    }

    private FirehoseHarness.Answer put(List<String> data) {
        List<String> records = data.stream().map(d -> "{'Data':'" + d + "'}").toList();
        return firehose.call(
                "PutRecordBatch",
                "{'DeliveryStreamName':'clicks','Records':[" + String.join(",", records) + "]}");
    }

    private static String base64(int bytes) {
        return Base64.getEncoder().encodeToString(new byte[bytes]);
    }
}
