package io.hydrant.catalog.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class PartitionOperationsTest {
    private static final String TRIPS = "'DatabaseName':'db','TableName':'Trips'";

    private final GlueHarness glue = new GlueHarness();

    @BeforeEach
    void createTable() {
        glue.createTrips();
    }

    private JsonNode partition(String year, String month) {
        return glue.ask(
                        "GetPartition",
                        "{%s,'PartitionValues':['%s','%s']}".formatted(TRIPS, year, month))
                .get("Partition");
    }

    private List<String> months() {
        return glue.askAll("GetPartitions", TRIPS, "Partitions").stream()
                .map(one -> String.join("-", GlueHarness.texts(one.get("Values"))))
                .toList();
    }

    @Test
    void aPartitionIsShownAsItWasCreated() {
        glue.ask(
                "CreatePartition",
                "{%s,'PartitionInput':{'Values':['2026','01'],'LastAccessTime':1700000000,'LastAnalyzedTime':1700000001,'Parameters':{'k':'v'},'StorageDescriptor':{'Columns':[{'Name':'id','Type':'int'}],'Location':'s3://b/01/','NumberOfBuckets':-1}}}"
                        .formatted(TRIPS));
        assertThat(partition("2026", "01"))
                .isEqualTo(
                        GlueHarness.parse(
                                """
                                {"Values":["2026","01"],"DatabaseName":"db","TableName":"trips",
                                 "CreationTime":1767225600.250,"LastAccessTime":1700000000,
                                 "StorageDescriptor":{"Columns":[{"Name":"id","Type":"int"}],
                                   "Location":"s3://b/01/","NumberOfBuckets":-1},
                                 "Parameters":{"k":"v"},"LastAnalyzedTime":1700000001,
                                 "CatalogId":"111122223333"}
                                """));
    }

    @Test
    void valuesAreComparedExactly() {
        glue.createPartition("2026", "01");
        glue.createPartition("2026", "1");
        glue.createPartition("2026", " 1");
        assertThat(months()).containsExactly("2026- 1", "2026-01", "2026-1");
        assertThat(glue.refusal("GetPartition", "{" + TRIPS + ",'PartitionValues':['2026','001']}"))
                .isEqualTo("EntityNotFoundException: Cannot find partition.");
        assertThat(glue.refusal("GetPartition", "{" + TRIPS + ",'PartitionValues':['2026']}"))
                .isEqualTo("EntityNotFoundException: Cannot find partition.");
    }

    @Test
    void valuesMayHoldAnything() {
        String odd = "a\\u0000\\u0001\\u0002/=%'ü\\uD83D\\uDE00\\n";
        String table = "{\"DatabaseName\":\"db\",\"TableName\":\"trips\",";
        String values = "[\"2026\",\"" + odd + "\"]}";
        glue.askPlain("CreatePartition", table + "\"PartitionInput\":{\"Values\":" + values + "}");
        String one = table + "\"PartitionValues\":" + values;
        JsonNode found = glue.askPlain("GetPartition", one);
        assertThat(found.at("/Partition/Values/1").asText())
                .isEqualTo("a\u0000\u0001\u0002/=%'ü\uD83D\uDE00\n");
        assertThat(glue.ask("GetPartitions", "{" + TRIPS + "}").get("Partitions")).hasSize(1);
        glue.askPlain("DeletePartition", one);
        assertThat(months()).isEmpty();
    }

    @Test
    void whatCannotBeAPartitionIsRefused() {
        glue.createPartition("2026", "01");
        assertThat(
                        glue.refusal(
                                "CreatePartition",
                                "{" + TRIPS + ",'PartitionInput':{'Values':['2026','01']}}"))
                .isEqualTo("AlreadyExistsException: Partition already exists.");
        assertThat(
                        glue.refusal(
                                "CreatePartition",
                                "{" + TRIPS + ",'PartitionInput':{'Values':['2026']}}"))
                .isEqualTo(
                        "InvalidInputException: The number of partition keys do not match the"
                                + " number of partition values: table trips has 2 keys, there are 1"
                                + " values.");
        assertThat(glue.refusal("CreatePartition", "{" + TRIPS + ",'PartitionInput':{}}"))
                .startsWith("InvalidInputException: The number of partition keys do not match");
        assertThat(
                        glue.refusal(
                                "CreatePartition",
                                "{'DatabaseName':'db','TableName':'no','PartitionInput':{'Values':['x']}}"))
                .isEqualTo("EntityNotFoundException: Table no not found.");
        glue.createTable("plain", "");
        assertThat(
                        glue.refusal(
                                "CreatePartition",
                                "{'DatabaseName':'db','TableName':'plain','PartitionInput':{'Values':[]}}"))
                .isEqualTo("InvalidInputException: Table plain is not partitioned.");
    }

    @Test
    void aHundredAreCreatedTogetherAndThoseThatCannotBeAreTold() {
        glue.createPartition("2026", "050");
        String inputs =
                IntStream.range(0, 98)
                        .mapToObj("{'Values':['2026','%03d']}"::formatted)
                        .collect(Collectors.joining(","));
        JsonNode errors =
                glue.ask(
                                "BatchCreatePartition",
                                "{%s,'PartitionInputList':[%s,{'Values':['2026','000']},{'Values':['x']}]}"
                                        .formatted(TRIPS, inputs))
                        .get("Errors");
        assertThat(errors)
                .extracting(
                        one ->
                                one.get("PartitionValues")
                                        + one.at("/ErrorDetail/ErrorCode").asText())
                .containsExactly(
                        "[\"2026\",\"050\"]AlreadyExistsException",
                        "[\"2026\",\"000\"]AlreadyExistsException",
                        "[\"x\"]InvalidInputException");
        assertThat(months()).hasSize(98);
        assertThat(
                        glue.refusal(
                                "BatchCreatePartition",
                                "{%s,'PartitionInputList':[%s,%s]}"
                                        .formatted(TRIPS, inputs, inputs)))
                .startsWith("ValidationException")
                .contains("at 'partitionInputList'", "less than or equal to 100");
    }

    @Test
    void thoseThatThereAreAreFoundTogether() {
        glue.createPartition("2026", "01");
        glue.createPartition("2026", "02");
        JsonNode found =
                glue.ask(
                        "BatchGetPartition",
                        "{%s,'PartitionsToGet':[{'Values':['2026','02']},{'Values':['2026','no']},{'Values':['2026']},{'Values':[]},{'Values':['2026','01']}]}"
                                .formatted(TRIPS));
        assertThat(found.get("Partitions"))
                .extracting(one -> one.at("/Values/1").asText())
                .containsExactly("02", "01");
        assertThat(found.get("UnprocessedKeys")).isEmpty();
    }

    @Test
    void anUpdateReplacesThePartitionAndMayGiveItOtherValues() {
        glue.createPartition("2026", "01");
        glue.createPartition("2026", "02");
        glue.clock.advance(Duration.ofHours(1));
        String old = TRIPS + ",'PartitionValueList':['2026','01'],'PartitionInput':";
        glue.ask("UpdatePartition", "{" + old + "{'Parameters':{'a':'b'}}}");
        assertThat(partition("2026", "01").get("Parameters")).hasToString("{\"a\":\"b\"}");
        assertThat(partition("2026", "01").has("StorageDescriptor")).isFalse();
        assertThat(partition("2026", "01").get("CreationTime").asDouble()).isEqualTo(1767225600.25);
        assertThat(glue.refusal("UpdatePartition", "{" + old + "{'Values':['2026','02']}}"))
                .isEqualTo("AlreadyExistsException: Partition already exists.");
        glue.ask("UpdatePartition", "{" + old + "{'Values':['2026','03']}}");
        assertThat(months()).containsExactly("2026-02", "2026-03");
        assertThat(partition("2026", "03").get("CreationTime").asDouble()).isEqualTo(1767225600.25);
        assertThat(glue.refusal("UpdatePartition", "{" + old + "{}}"))
                .isEqualTo("EntityNotFoundException: Cannot find partition.");
    }

    @Test
    void severalAreUpdatedInTheirOrder() {
        glue.createPartition("2026", "01");
        glue.createPartition("2026", "02");
        String entry =
                "{'PartitionValueList':['2026','%s'],'PartitionInput':{'Values':['2026','%s']}}";
        JsonNode errors =
                glue.ask(
                                "BatchUpdatePartition",
                                "{%s,'Entries':[%s,%s,%s,%s]}"
                                        .formatted(
                                                TRIPS,
                                                entry.formatted("01", "03"),
                                                entry.formatted("02", "01"),
                                                entry.formatted("03", "04"),
                                                entry.formatted("09", "10")))
                        .get("Errors");
        assertThat(errors)
                .hasToString(
                        "[{\"PartitionValueList\":[\"2026\",\"09\"],\"ErrorDetail\":{\"ErrorCode\":\"EntityNotFoundException\",\"ErrorMessage\":\"Cannot"
                            + " find partition.\"}}]");
        assertThat(months()).containsExactly("2026-01", "2026-04");
    }

    @Test
    void partitionsAreDeletedAloneAndTogether() {
        for (String month : List.of("01", "02", "03")) {
            glue.createPartition("2026", month);
        }
        String one = "{" + TRIPS + ",'PartitionValues':['2026','01']}";
        glue.ask("DeletePartition", one);
        assertThat(glue.refusal("DeletePartition", one))
                .isEqualTo("EntityNotFoundException: Cannot find partition.");
        JsonNode errors =
                glue.ask(
                                "BatchDeletePartition",
                                "{%s,'PartitionsToDelete':[{'Values':['2026','02']},{'Values':['2026','02']},{'Values':['2026','03']}]}"
                                        .formatted(TRIPS))
                        .get("Errors");
        assertThat(errors).hasSize(1);
        assertThat(errors.at("/0/ErrorDetail/ErrorCode").asText())
                .isEqualTo("EntityNotFoundException");
        assertThat(months()).isEmpty();
    }

    @Test
    void indexesAreKeptAndShown() {
        String index =
                "{" + TRIPS + ",'PartitionIndex':{'IndexName':'%s','Keys':['year','MONTH']}}";
        glue.ask("CreatePartitionIndex", index.formatted("one"));
        assertThat(
                        glue.ask("GetPartitionIndexes", "{" + TRIPS + "}")
                                .get("PartitionIndexDescriptorList"))
                .hasToString(
                        "[{\"IndexName\":\"one\",\"Keys\":[{\"Name\":\"year\",\"Type\":\"string\"},{\"Name\":\"MONTH\",\"Type\":\"string\"}],\"IndexStatus\":\"ACTIVE\"}]");
        assertThat(glue.refusal("CreatePartitionIndex", index.formatted("one")))
                .startsWith("AlreadyExistsException");
        assertThat(
                        glue.refusal(
                                "CreatePartitionIndex",
                                "{" + TRIPS + ",'PartitionIndex':{'IndexName':'x','Keys':['id']}}"))
                .isEqualTo(
                        "InvalidInputException: Key id of index x is no partition key of the"
                                + " table.");
        glue.ask("CreatePartitionIndex", index.formatted("two"));
        glue.ask("CreatePartitionIndex", index.formatted("three"));
        assertThat(glue.refusal("CreatePartitionIndex", index.formatted("four")))
                .startsWith("ResourceNumberLimitExceededException");
        glue.ask("DeletePartitionIndex", "{" + TRIPS + ",'IndexName':'two'}");
        assertThat(glue.refusal("DeletePartitionIndex", "{" + TRIPS + ",'IndexName':'two'}"))
                .isEqualTo("EntityNotFoundException: Index two not found.");
        glue.ask(
                "CreateTable",
                "{'DatabaseName':'db','TableInput':{'Name':'t','PartitionKeys':[{'Name':'k'}]},'PartitionIndexes':[{'IndexName':'i','Keys':['k']}]}");
        assertThat(
                        glue.ask("GetPartitionIndexes", "{'DatabaseName':'db','TableName':'t'}")
                                .get("PartitionIndexDescriptorList"))
                .hasSize(1);
    }
}
