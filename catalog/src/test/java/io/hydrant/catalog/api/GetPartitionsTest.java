package io.hydrant.catalog.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

class GetPartitionsTest {
    private static final String TRIPS = "'DatabaseName':'db','TableName':'trips'";

    private final GlueHarness glue = new GlueHarness();

    @BeforeEach
    void createPartitions() {
        glue.createTrips();
        for (String year : List.of("2025", "2026")) {
            for (int month = 1; month <= 12; month++) {
                glue.createPartition(year, String.format(Locale.ROOT, "%02d", month));
            }
        }
    }

    private List<String> list(String members) {
        return glue.askAll("GetPartitions", TRIPS + members, "Partitions").stream()
                .map(one -> String.join("-", GlueHarness.texts(one.get("Values"))))
                .toList();
    }

    /// An expression between plain quotes, its own written as JSON has them.
    private List<String> chosen(String expression, int pageSize) {
        List<String> found = new ArrayList<>();
        String token = "";
        do {
            JsonNode page =
                    glue.askPlain(
                            "GetPartitions",
                            "{\"DatabaseName\":\"db\",\"TableName\":\"trips\",\"Expression\":\"%s\",\"MaxResults\":%d%s}"
                                    .formatted(
                                            expression,
                                            pageSize,
                                            token.isEmpty()
                                                    ? ""
                                                    : ",\"NextToken\":\"" + token + "\""));
            page.get("Partitions")
                    .forEach(
                            one ->
                                    found.add(
                                            String.join(
                                                    "-", GlueHarness.texts(one.get("Values")))));
            token = page.path("NextToken").asText();
        } while (!token.isEmpty());
        return found;
    }

    @Test
    void allAreListedInOrderWhateverThePage() {
        List<String> all = list("");
        assertThat(all).hasSize(24).isSorted().doesNotHaveDuplicates();
        for (int size : List.of(1, 5, 12, 23, 24, 25, 1_000)) {
            assertThat(list(",'MaxResults':" + size)).isEqualTo(all);
        }
    }

    @Test
    void theLastPageHasNoToken() {
        assertThat(glue.ask("GetPartitions", "{" + TRIPS + ",'MaxResults':24}").has("NextToken"))
                .isFalse();
        assertThat(glue.ask("GetPartitions", "{" + TRIPS + ",'MaxResults':23}").has("NextToken"))
                .isTrue();
    }

    @Test
    void anExpressionChoosesOverAllPages() {
        assertThat(chosen("((year = '2026')) AND ((month IN ('01', '02')))", 1))
                .containsExactly("2026-01", "2026-02");
        assertThat(chosen("month = '07'", 1)).containsExactly("2025-07", "2026-07");
        assertThat(chosen("year = '2025' AND month >= '11'", 100))
                .containsExactly("2025-11", "2025-12");
        assertThat(chosen("year = '2025' AND month = '11'", 100)).containsExactly("2025-11");
        assertThat(chosen("", 10)).hasSize(24);
        assertThat(chosen("year = '2024'", 10)).isEmpty();
    }

    @Test
    void segmentsSplitTheListingDisjointly() {
        for (int total : List.of(1, 2, 3, 10)) {
            List<String> together = new ArrayList<>();
            for (int segment = 0; segment < total; segment++) {
                together.addAll(
                        list(
                                ",'MaxResults':2,'Segment':{'SegmentNumber':%d,'TotalSegments':%d}"
                                        .formatted(segment, total)));
            }
            assertThat(together).hasSize(24);
            assertThat(new TreeSet<>(together)).hasSize(24);
        }
        assertThat(
                        glue.refusal(
                                "GetPartitions",
                                "{" + TRIPS + ",'Segment':{'SegmentNumber':2,'TotalSegments':2}}"))
                .isEqualTo(
                        "InvalidInputException: SegmentNumber must be below TotalSegments, 2, but"
                                + " was 2.");
        assertThat(
                        glue.refusal(
                                "GetPartitions",
                                "{" + TRIPS + ",'Segment':{'SegmentNumber':0,'TotalSegments':11}}"))
                .startsWith("ValidationException");
    }

    @Test
    void columnsAreLeftOutWhenAskedFor() {
        JsonNode storage =
                glue.ask("GetPartitions", "{" + TRIPS + ",'ExcludeColumnSchema':true}")
                        .at("/Partitions/0/StorageDescriptor");
        assertThat(storage).hasToString("{\"Location\":\"s3://b/x/\"}");
        assertThat(
                        glue.ask("GetPartitions", "{" + TRIPS + "}")
                                .at("/Partitions/0/StorageDescriptor/Columns"))
                .hasSize(1);
    }

    @Test
    void aTokenOfAnotherTableIsRefused() {
        String token =
                glue.ask("GetPartitions", "{" + TRIPS + ",'MaxResults':1}")
                        .get("NextToken")
                        .asText();
        glue.createTable("other", "{'Name':'k','Type':'string'}");
        assertThat(
                        glue.refusal(
                                "GetPartitions",
                                "{'DatabaseName':'db','TableName':'other','NextToken':'%s'}"
                                        .formatted(token)))
                .startsWith("InvalidInputException: Invalid NextToken");
        assertThat(
                        glue.refusal(
                                "GetTables",
                                "{'DatabaseName':'db','NextToken':'%s'}".formatted(token)))
                .isEqualTo("InvalidInputException: Invalid NextToken.");
    }

    @Test
    void whatIsNoExpressionIsRefused() {
        assertThat(glue.refusal("GetPartitions", "{" + TRIPS + ",'Expression':'year ='}"))
                .isEqualTo("InvalidInputException: Unsupported expression 'year ='");
        assertThat(
                        glue.refusal(
                                "GetPartitions",
                                "{" + TRIPS + ",'Expression':'" + "x".repeat(2_049) + "'}"))
                .startsWith("ValidationException")
                .contains("at 'expression'", "less than or equal to 2048");
    }

    @Test
    void partitionsThatComeAndGoBetweenPagesDoNotDisturbTheRest() {
        String token =
                glue.ask("GetPartitions", "{" + TRIPS + ",'MaxResults':3}")
                        .get("NextToken")
                        .asText();
        glue.ask("DeletePartition", "{" + TRIPS + ",'PartitionValues':['2025','03']}");
        glue.createPartition("2025", "000");
        JsonNode rest = glue.ask("GetPartitions", "{" + TRIPS + ",'NextToken':'" + token + "'}");
        assertThat(rest.get("Partitions")).hasSize(21);
        assertThat(rest.at("/Partitions/0/Values/1").asText()).isEqualTo("04");
    }

    /// However many are asked for, an answer holds some million characters.
    @Test
    void longPartitionsMakeShorterPagesAndNoneIsLost() {
        glue.createTable("long", "{'Name':'k','Type':'string'}");
        String input =
                "{'DatabaseName':'db','TableName':'long','PartitionInput':{'Values':['%d'],'Parameters':{'p':'%s'}}}";
        for (int i = 10; i < 60; i++) {
            glue.ask("CreatePartition", input.formatted(i, "x".repeat(400_000)));
        }
        String table = "'DatabaseName':'db','TableName':'long'";
        assertThat(glue.ask("GetPartitions", "{" + table + "}").get("Partitions").size())
                .isBetween(10, 20);
        assertThat(glue.askAll("GetPartitions", table, "Partitions"))
                .hasSize(50)
                .doesNotHaveDuplicates();
        List<String> keys = new ArrayList<>();
        for (int i = 10; i < 60; i++) {
            keys.add("{'Values':['" + i + "']}");
        }
        JsonNode found =
                glue.ask(
                        "BatchGetPartition",
                        "{" + table + ",'PartitionsToGet':[" + String.join(",", keys) + "]}");
        assertThat(found.get("Partitions").size() + found.get("UnprocessedKeys").size())
                .isEqualTo(50);
        assertThat(found.get("UnprocessedKeys")).isNotEmpty();
    }
}
