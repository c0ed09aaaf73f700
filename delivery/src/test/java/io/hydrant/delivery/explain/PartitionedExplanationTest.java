package io.hydrant.delivery.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import io.hydrant.delivery.explain.Explaining.Told;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

class PartitionedExplanationTest {
    private static final String VIEW =
            "{\"type\":{\"device\":\"mobile\"},\"customer_id\":\"123\",\"region\":\"us-east-1\"}";

    @Test
    void showsKeysPrefixAndBytesOfARecordWithKeysFromAQuery() {
        Told told = Explaining.of(Configurations.KEYS_FROM_QUERY).explain(VIEW);

        assertThat(told.stages()).containsExactly("record", "partition-keys", "delivery");
        JsonNode keys = told.stage("partition-keys").path("records").path(0);
        assertThat(keys.path("fromQuery").toString())
                .isEqualTo("{\"customer_id\":\"123\",\"device\":\"mobile\"}");
        assertThat(keys.path("evaluation").asText()).isEqualTo("fast");
        JsonNode object = told.object(0);
        assertThat(object.path("prefix").asText()).isEqualTo("customer=123/device=mobile/");
        assertThat(object.path("key").asText())
                .startsWith("customer=123/device=mobile/clicks-1-2026-01-02-03-04-05-");
        assertThat(object.path("bytes").asInt()).isEqualTo(VIEW.length());
        assertThat(object.path("content").path("text").asText()).isEqualTo(VIEW);
    }

    @Test
    void tellsWhenAQueryNeedsTheGeneralWay() {
        String query = "{customer_id:([.customer_id]|first),device:([.type[]]|first)}";
        Told told = Explaining.of(Configurations.keysFromQuery(query)).explain(VIEW);

        JsonNode keys = told.stage("partition-keys").path("records").path(0);
        assertThat(keys.path("evaluation").asText()).isEqualTo("general");
        assertThat(told.object(0).path("prefix").asText()).isEqualTo("customer=123/device=mobile/");
    }

    @Test
    void showsWhereFailedRecordsWouldGoThoughNoneFailed() {
        Told told = Explaining.of(Configurations.KEYS_FROM_QUERY).explain(VIEW);

        assertThat(told.stage("delivery").path("errorPrefixes").toString())
                .isEqualTo(
                        "{\"metadata-extraction-failed\":\"error/metadata-extraction-failed/\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            textBlock =
                    """
                    {"customer_id":"1","type":{}}                | partitionKeys values must not be null or empty
                    {"customer_id":"1","type":{"device":null}}   | partitionKeys values must not be null or empty
                    {"customer_id":"1","type":{"device":""}}     | partitionKeys values must not be null or empty
                    {"customer_id":"1","type":"none"}            | jq error: Cannot index string with string "device"
                    """)
    void showsTheLineOfARecordWithoutAPartition(String record, String message) {
        Told told = Explaining.of(Configurations.KEYS_FROM_QUERY).explain(record);

        JsonNode keys = told.stage("partition-keys").path("records").path(0);
        assertThat(keys.path("errorCode").asText())
                .isEqualTo("DynamicPartitioning.MetadataExtractionFailed");
        assertThat(told.object(0).path("prefix").asText())
                .isEqualTo("error/metadata-extraction-failed/");
        JsonNode line = told.errorLine(0);
        assertThat(line.path("errorMessage").asText()).isEqualTo(message);
        assertThat(line.path("errorMessage")).isEqualTo(keys.path("errorMessage"));
        assertThat(line.path("attemptsMade").asInt()).isEqualTo(1);
        assertThat(decoded(line.path("rawData"))).isEqualTo(record);
    }

    @Test
    void showsThatARecordIsNoJson() {
        Told told = Explaining.of(Configurations.KEYS_FROM_QUERY).explain("{\"customer_id\":");

        assertThat(told.errorLine(0).path("errorCode").asText())
                .isEqualTo("DynamicPartitioning.MetadataExtractionFailed");
    }

    @Test
    void bringsEachSubRecordToItsOwnPartitionAndKeepsThemApartByDelimiters() {
        String answer =
                """
                {'records':[
                  {'recordId':'record-1','result':'Ok','data':'e30=','metadata':{'partitionKeys':{'region':'eu','device':'a','year':'2026'}}},
                  {'recordId':'record-2','result':'Ok','data':'W10=','metadata':{'partitionKeys':{'region':'us','device':'b','year':'2026'}}}]}
                """;
        Told told =
                Explaining.of(Configurations.KEYS_FROM_LAMBDA)
                        .explain("{\"n\":1} {\"n\":2}", Explaining.answer(answer));

        assertThat(told.stages())
                .containsExactly(
                        "record", "de-aggregation", "function", "partition-keys", "delivery");
        assertThat(told.stage("de-aggregation").path("recordCount").asInt()).isEqualTo(2);
        assertThat(told.stage("function").path("answer").asText()).isEqualTo("given");
        assertThat(told.stage("delivery").path("delimiter").asText()).isEqualTo("\n");
        assertThat(told.object(0).path("prefix").asText())
                .isEqualTo("region=eu/device=a/year=2026/");
        assertThat(told.object(1).path("prefix").asText())
                .isEqualTo("region=us/device=b/year=2026/");
        assertThat(told.object(1).path("records").toString()).isEqualTo("[2]");
        assertThat(told.object(0).path("content").path("text").asText()).isEqualTo("{}\n");
    }

    @Test
    void saysThatTheFunctionIsSkippedWhereItsKeysAreNeeded() {
        Told told = Explaining.of(Configurations.KEYS_FROM_LAMBDA).explain("{\"n\":1}");

        JsonNode function = told.stage("function");
        assertThat(function.path("answer").asText()).isEqualTo("skipped");
        assertThat(function.path("needed").asBoolean()).isTrue();
        assertThat(function.path("function").asText()).endsWith("function:MetadataExtractor:1");
        assertThat(told.stages())
                .containsExactly("record", "de-aggregation", "function", "delivery");
        assertThat(told.stage("delivery").path("objects")).isEmpty();
    }

    @Test
    void compressesWhatIsDeliveredAndShowsItUncompressed() {
        String answer =
                """
                {'records':[{'recordId':'record-1','result':'Ok','data':'aGVsbG8=',
                  'metadata':{'partitionKeys':{'database':'db','table':'t'}}}]}
                """;
        byte[] gzip = {0x1f, (byte) 0x8b, 8, 0};
        Told told =
                Explaining.of(Configurations.GZIP_TO_LAMBDA)
                        .explain(gzip, Explaining.answer(answer));

        assertThat(told.stage("record").path("data").path("base64").asText()).isEqualTo("H4sIAA==");
        JsonNode object = told.object(0);
        assertThat(object.path("prefix").asText()).isEqualTo("data/db/t/2026/01/02/03/");
        assertThat(object.path("key").asText()).endsWith(".gz");
        assertThat(object.path("contentEncoding").asText()).isEqualTo("gzip");
        assertThat(object.path("bytes").asInt()).isGreaterThan(5);
        assertThat(object.path("content").path("text").asText()).isEqualTo("hello");
    }

    @Test
    void showsThatAKeyOfThePrefixWasNotGivenByTheFunction() {
        String answer =
                """
                {'records':[{'recordId':'record-1','result':'Ok','data':'aGVsbG8=',
                  'metadata':{'partitionKeys':{'database':'db'}}}]}
                """;
        Told told =
                Explaining.of(Configurations.GZIP_TO_LAMBDA)
                        .explain("x", Explaining.answer(answer));

        JsonNode keys = told.stage("partition-keys").path("records").path(0);
        assertThat(keys.path("fromFunction").toString()).isEqualTo("{\"database\":\"db\"}");
        assertThat(keys.path("errorMessage").asText())
                .isEqualTo("partitionKeys values must not be null or empty");
        assertThat(told.object(0).path("prefix").asText())
                .isEqualTo("error/metadata-extraction-failed/");
        assertThat(decoded(told.errorLine(0).path("rawData"))).isEqualTo("hello");
    }

    private static String decoded(JsonNode base64) {
        return new String(Base64.getDecoder().decode(base64.asText()), StandardCharsets.UTF_8);
    }
}
