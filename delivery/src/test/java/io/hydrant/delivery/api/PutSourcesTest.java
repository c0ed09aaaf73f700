package io.hydrant.delivery.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Optional;

/// Whose puts a stream takes. The harness calls with the access key `test`.
final class PutSourcesTest {
    private static final String DECOMPRESSION =
            "'ProcessingConfiguration':{'Enabled':true,'Processors':[{'Type':'Decompression',"
                    + "'Parameters':[{'ParameterName':'CompressionFormat',"
                    + "'ParameterValue':'GZIP'}]}]}";
    private static final String RECORD =
            "{'DeliveryStreamName':'logs','Record':{'Data':'aGVsbG8='}}";
    private static final String BATCH =
            "{'DeliveryStreamName':'logs','Records':[{'Data':'aGVsbG8='}]}";
    private static final String GENERAL_RECORD = RECORD.replace("Data", "\\u0044ata");
    private static final String GENERAL_BATCH = BATCH.replace("Data", "\\u0044ata");

    /// The last ones are of a shape that is read on the general path.
    static List<String> bodies() {
        return List.of(RECORD, BATCH, GENERAL_RECORD, GENERAL_BATCH);
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void refusesEverybodyButCloudWatchLogsOnceItIsSetWhoThatIs(String body) {
        FirehoseHarness firehose = new FirehoseHarness(new PutSources(Optional.of("AKIDLOGS")));
        firehose.createStream("logs", DECOMPRESSION);
        String operation = body.contains("Records") ? "PutRecordBatch" : "PutRecord";
        FirehoseHarness.Answer answer = firehose.call(operation, body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error())
                .isEqualTo(
                        "InvalidSourceException: Put to Firehose failed for AccountId:"
                                + " 111122223333, FirehoseName: logs because the request is not"
                                + " originating from allowed source types.");
    }

    @Test
    void takesTheRecordsOfTheOneThatIsSet() {
        FirehoseHarness firehose = new FirehoseHarness(new PutSources(Optional.of("test")));
        firehose.createStream("logs", DECOMPRESSION);
        firehose.ask("PutRecord", RECORD);
    }

    @Test
    void takesEverybodysRecordsOtherwise() {
        FirehoseHarness firehose = new FirehoseHarness();
        firehose.createStream("logs", DECOMPRESSION);
        firehose.ask("PutRecord", RECORD);
        FirehoseHarness strict = new FirehoseHarness(new PutSources(Optional.of("AKIDLOGS")));
        strict.createStream("logs", "");
        strict.ask("PutRecordBatch", BATCH);
    }
}
