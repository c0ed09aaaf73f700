package io.hydrant.delivery.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import io.hydrant.catalog.table.TableName;
import io.hydrant.delivery.explain.Explaining.Told;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversionExplanationTest {
    private static final String COLUMNS =
            "id bigint, fare double, at timestamp, tags array<string>, note string, day date";

    @Test
    void showsTheRowAndWhatEachColumnWasMadeOf() {
        Told told =
                Explaining.of(Configurations.CONVERTED, COLUMNS)
                        .explain(
                                "{\"ID\":\"7\",\"fare\":1.50,\"at\":1518033528,\"tags\":\"x\","
                                        + "\"note\":null,\"color\":\"red\"}");

        JsonNode stage = told.stage("conversion");
        assertThat(stage.path("table").asText()).isEqualTo("lab.trips");
        assertThat(stage.path("tableVersion").asText()).isEqualTo("0");
        assertThat(stage.path("format").asText()).isEqualTo("Parquet, SNAPPY");
        JsonNode record = stage.path("records").path(0);
        assertThat(record.path("rows").path(0).valueStream().map(JsonNode::toString))
                .containsExactly(
                        """
                        {"column":"id","type":"bigint","value":7,"key":"ID","given":"7"}
                        {"column":"fare","type":"double","value":1.5,"key":"fare","given":1.50}
                        {"column":"at","type":"timestamp","value":"2018-02-07T19:58:48Z","key":"at","given":1518033528}
                        {"column":"tags","type":"array<string>","value":["x"],"key":"tags","given":"x"}
                        {"column":"note","type":"string","value":null,"key":"note","given":null}
                        {"column":"day","type":"date","value":null,"missing":true}
                        """
                                .lines()
                                .toArray(String[]::new));
        assertThat(record.path("ignored").toString()).isEqualTo("[\"color\"]");
        assertThat(told.object(0).path("key").asText())
                .startsWith("trips/2026/")
                .endsWith(".parquet");
        assertThat(told.object(0).path("records").toString()).isEqualTo("[1]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            textBlock =
                    """
                    {"id":"oops"}             | DataFormatConversion.MalformedData | id   | For input string: "oops"
                    {"id":1,"day":"26-1-1x"}  | DataFormatConversion.MalformedData | day  | Data does not match the schema
                    {"id":1                   | DataFormatConversion.ParseError    | ''   | Encountered malformed JSON.
                    42                        | DataFormatConversion.MalformedData | ''   | primitive at the top level
                    ''                        | DataFormatConversion.MalformedData | ''   | The record was empty or contained only whitespace.
                    """)
    void showsTheLineOfARecordThatHasNoRow(
            String record, String code, String column, String message) {
        Told told = Explaining.of(Configurations.CONVERTED, COLUMNS).explain(record);

        JsonNode shown = told.stage("conversion").path("records").path(0);
        assertThat(shown.path("errorCode").asText()).isEqualTo(code);
        assertThat(shown.path("rejectedBy").path(0).asText("")).isEqualTo(column);
        assertThat(told.object(0).path("errorOutputType").asText())
                .isEqualTo("format-conversion-failed");
        assertThat(told.object(0).path("prefix").asText())
                .isEqualTo("failed/format-conversion-failed/");
        JsonNode line = told.errorLine(0);
        assertThat(line.path("lastErrorCode").asText()).isEqualTo(code);
        assertThat(line.path("lastErrorMessage").asText()).contains(message);
        assertThat(line.path("lastErrorMessage")).isEqualTo(shown.path("errorMessage"));
        assertThat(line.path("dataCatalogTable").path("tableName").asText()).isEqualTo("trips");
        assertThat(told.stage("delivery").path("objects")).hasSize(1);
    }

    @Test
    void showsTheLineOfARecordWhoseTableIsGone() {
        Explaining stream = Explaining.of(Configurations.CONVERTED, COLUMNS);
        stream.tables.drop(new TableName(Explaining.ACCOUNT, Explaining.REGION, "lab", "trips"));

        Told told = stream.explain("{\"id\":1}");

        assertThat(told.stage("conversion").path("errorCode").asText())
                .isEqualTo("DataFormatConversion.EntityNotFound");
        assertThat(told.errorLine(0).path("lastErrorCode").asText())
                .isEqualTo("DataFormatConversion.EntityNotFound");
    }

    @Test
    void showsTheLineOfARecordWhoseTableCannotBeConvertedAnyMore() {
        Explaining stream = Explaining.of(Configurations.CONVERTED, COLUMNS);
        stream.tables.put(
                new TableName(Explaining.ACCOUNT, Explaining.REGION, "lab", "trips"),
                "id set<int>");

        Told told = stream.explain("{\"id\":1}");

        assertThat(told.errorLine(0).path("lastErrorMessage").asText())
                .contains("column 'id' of type 'set<int>'");
    }

    @Test
    void showsEveryRowOfARecordWithSeveralDocuments() {
        Told told =
                Explaining.of(Configurations.CONVERTED, "id bigint")
                        .explain("{\"id\":1}{\"id\":2}");

        JsonNode rows = told.stage("conversion").path("records").path(0).path("rows");
        assertThat(rows.toString())
                .isEqualTo(
                        "[[{\"column\":\"id\",\"type\":\"bigint\",\"value\":1}],"
                                + "[{\"column\":\"id\",\"type\":\"bigint\",\"value\":2}]]");
    }

    @Test
    void showsValuesOfEveryType() {
        Told told =
                Explaining.of(
                                Configurations.CONVERTED,
                                "b boolean, t tinyint, f float, d decimal(4,2),"
                                        + " w decimal(30,3), c char(3), m map<string,int>,"
                                        + " s struct<x:int,y:string>, r binary")
                        .explain(
                                """
                                {"b":true,"t":1,"f":0.5,"d":1.25,"w":12345678901234567890.125,
                                "c":"abc","m":{"k":1},"s":{"x":1},"r":"eA=="}
                                """);

        assertThat(
                        told.stage("conversion")
                                .path("records")
                                .path(0)
                                .path("rows")
                                .path(0)
                                .valueStream()
                                .map(cell -> cell.path("value").toString()))
                .containsExactly(
                        "true",
                        "1",
                        "0.5",
                        "1.25",
                        "12345678901234567890.125",
                        "\"abc\"",
                        "{\"k\":1}",
                        "{\"x\":1,\"y\":null}",
                        "\"eA==\"");
    }
}
