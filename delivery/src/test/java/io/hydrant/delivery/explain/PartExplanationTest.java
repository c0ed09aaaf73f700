package io.hydrant.delivery.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;

import io.hydrant.delivery.explain.Explaining.Told;
import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.wire.kpl.Aggregate;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

class PartExplanationTest {
    private static final String LOGS =
            Configurations.with(
                    "{'Type':'Decompression','Parameters':[{'ParameterName':'CompressionFormat',"
                            + "'ParameterValue':'GZIP'}]},{'Type':'CloudWatchLogProcessing',"
                            + "'Parameters':[{'ParameterName':'DataMessageExtraction',"
                            + "'ParameterValue':'true'}]}");

    @Test
    void showsWhatEachStepMakesOfLogs() {
        String payload =
                "{\"messageType\":\"DATA_MESSAGE\",\"owner\":\"1\",\"logEvents\":["
                        + "{\"id\":\"1\",\"timestamp\":1,\"message\":\"first\"},"
                        + "{\"id\":\"2\",\"timestamp\":2,\"message\":\"second\"}]}";
        Told told = Explaining.of(LOGS).explain(gzip(payload), new Answers.None());

        assertThat(told.stages())
                .containsExactly(
                        "record", "decompression", "cloud-watch-log-processing", "delivery");
        assertThat(told.stage("decompression").path("records").path(0).path("data").path("text"))
                .hasToString("\"" + payload.replace("\"", "\\\"") + "\"");
        JsonNode messages = told.stage("cloud-watch-log-processing").path("records");
        assertThat(messages.path(1).path("record").asInt()).isEqualTo(2);
        assertThat(messages.path(1).path("data").path("text").asText()).isEqualTo("second");
        assertThat(told.object(0).path("content").path("text").asText()).isEqualTo("firstsecond");
        assertThat(told.object(0).path("records").toString()).isEqualTo("[1,2]");
    }

    @Test
    void showsTheLineOfARecordThatIsNotCompressed() {
        Told told = Explaining.of(LOGS).explain("plain");

        JsonNode part = told.stage("decompression").path("records").path(0);
        assertThat(part.path("errorCode").asText()).isEqualTo("Decompression.Failed");
        assertThat(told.stages()).containsExactly("record", "decompression", "delivery");
        assertThat(told.object(0).path("errorOutputType").asText())
                .isEqualTo("decompression-failed");
        assertThat(told.errorLine(0).path("errorMessage")).isEqualTo(part.path("errorMessage"));
        assertThat(told.errorLine(0).path("rawData").asText()).isEqualTo("cGxhaW4=");
    }

    @Test
    void splitsByADelimiter() {
        Told told =
                Explaining.of(Configurations.delimited())
                        .explain("{\"c\":1,\"d\":2}|{\"c\":3,\"d\":4}");

        assertThat(told.stage("de-aggregation").path("recordCount").asInt()).isEqualTo(2);
        assertThat(told.object(1).path("prefix").asText()).isEqualTo("customer=3/device=4/");
    }

    @Test
    void saysThatARecordOfTooManyStaysWhole() {
        Told told = Explaining.of(Configurations.delimited()).explain("{}|".repeat(501));

        JsonNode stage = told.stage("de-aggregation");
        assertThat(stage.path("beyondLimit").asBoolean()).isTrue();
        assertThat(stage.path("recordCount").asInt()).isEqualTo(1);
    }

    @Test
    void showsTheFirstOfManyPartsAndCountsAll() {
        Told told = Explaining.of(Configurations.delimited()).explain("{}|".repeat(500));

        JsonNode stage = told.stage("de-aggregation");
        assertThat(stage.has("beyondLimit")).isFalse();
        assertThat(stage.path("recordCount").asInt()).isEqualTo(500);
        assertThat(stage.path("records")).hasSize(Stage.RECORDS_MAX);
        assertThat(told.object(0).path("records")).hasSize(Stage.RECORDS_MAX);
    }

    @Test
    void showsTheLineOfARecordThatCannotBeSplit() {
        Told told = Explaining.of(Configurations.KEYS_FROM_LAMBDA).explain("{\"a\":1}{\"b\":");

        JsonNode part = told.stage("de-aggregation").path("records").path(0);
        assertThat(part.path("errorCode").asText()).isEqualTo("RecordDeAggregation.Failed");
        assertThat(told.object(0).path("errorOutputType").asText()).isEqualTo("processing-failed");
        assertThat(told.object(0).path("prefix").asText())
                .isEqualTo("error/year=2026/month=01/processing-failed");
        assertThat(told.errorLine(0).path("errorCode").asText())
                .isEqualTo("RecordDeAggregation.Failed");
    }

    @Test
    void showsTheUserRecordsOfAnAggregate() {
        Aggregate aggregate = new Aggregate();
        aggregate.add("k", Optional.empty(), "first".getBytes(StandardCharsets.UTF_8));
        aggregate.add("l", Optional.empty(), "second".getBytes(StandardCharsets.UTF_8));
        Told told =
                Explaining.reading(Configurations.s3("'Prefix':'in/'"))
                        .explain(aggregate.toBytes(), new Answers.None());

        assertThat(told.stages()).containsExactly("record", "aggregate", "delivery");
        assertThat(told.stage("aggregate").at("/records/1/data/text").asText()).isEqualTo("second");
        assertThat(told.object(0).path("content").path("text").asText()).isEqualTo("firstsecond");
    }

    @Test
    void showsWhatGoesToTheBackup() {
        String configuration =
                Configurations.s3(
                        "'Prefix':'in/','ProcessingConfiguration':{'Enabled':true,'Processors':["
                                + "{'Type':'AppendDelimiterToRecord','Parameters':[]}]},"
                                + "'S3BackupMode':'Enabled','S3BackupConfiguration':{'RoleARN':"
                                + "'arn:aws:iam::123456789012:role/fh','BucketARN':"
                                + "'arn:aws:s3:::raw','Prefix':'raw/'}");
        Told told = Explaining.of(configuration).explain("hello");

        assertThat(told.object(0).path("content").path("text").asText()).isEqualTo("hello\n");
        JsonNode backup = told.stage("backup");
        assertThat(backup.path("bucket").asText()).isEqualTo("raw");
        assertThat(backup.path("objects").path(0).path("prefix").asText())
                .isEqualTo("raw/2026/01/02/03/");
        assertThat(backup.path("objects").path(0).path("content").path("text").asText())
                .isEqualTo("hello");
    }

    @Test
    void refusesARecordThatCouldNotBePut() {
        Explaining plain = Explaining.of(Configurations.s3("'Prefix':'in/'"));

        assertThatThrownBy(() -> plain.explain("x".repeat(1_024_001)))
                .isInstanceOf(InvalidArgument.class)
                .hasMessage(
                        "a record of clicks must have at most 1,024,000 bytes but has 1,024,001");
    }

    @Test
    void cutsWhatIsTooLongToBeLookedAt() {
        Told told = Explaining.of(Configurations.s3("'Prefix':'in/'")).explain("x".repeat(100_000));

        JsonNode data = told.stage("record").path("data");
        assertThat(data.path("bytes").asInt()).isEqualTo(100_000);
        assertThat(data.path("cut").asBoolean()).isTrue();
        assertThat(data.path("text").asText()).hasSize(Excerpt.BYTES_MAX);
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
