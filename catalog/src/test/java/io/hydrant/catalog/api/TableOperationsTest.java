package io.hydrant.catalog.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class TableOperationsTest {
    /// Every member there is, as the service's model has it.
    private static final String FULL =
            """
            {"Name":"full","Description":"d","Owner":"o","LastAccessTime":1700000000.5,
             "LastAnalyzedTime":1700000001,"Retention":7,
             "StorageDescriptor":{
               "Columns":[{"Name":"Id","Type":"bigint","Comment":"c","Parameters":{"p":"q"}},
                          {"Name":"s","Type":"struct<a:int,b:array<string>>"},{"Name":"untyped"}],
               "Location":"s3://b/full/","AdditionalLocations":["s3://b/more/"],
               "InputFormat":"in","OutputFormat":"out","Compressed":false,"NumberOfBuckets":-1,
               "SerdeInfo":{"Name":"n","SerializationLibrary":"lib",
                            "Parameters":{"serialization.format":"1"}},
               "BucketColumns":[],"SortColumns":[{"Column":"Id","SortOrder":1}],
               "Parameters":{"classification":"parquet"},
               "SkewedInfo":{"SkewedColumnNames":["Id"],"SkewedColumnValues":["1"],
                             "SkewedColumnValueLocationMaps":{"1":"s3://b/one/"}},
               "StoredAsSubDirectories":true,
               "SchemaReference":{"SchemaId":{"SchemaName":"x","RegistryName":"r"},
                                  "SchemaVersionNumber":1}},
             "PartitionKeys":[{"Name":"year","Type":"string","Comment":"y"}],
             "ViewOriginalText":"/* Presto View: e30= */","ViewExpandedText":"/* Presto View */",
             "TableType":"EXTERNAL_TABLE","Parameters":{"EXTERNAL":"TRUE","ü":"\\u0001"}}
            """;

    private final GlueHarness glue = new GlueHarness();

    @BeforeEach
    void createDatabase() {
        glue.ask("CreateDatabase", "{'DatabaseInput':{'Name':'db'}}");
    }

    private JsonNode table(String name) {
        return glue.ask("GetTable", "{'DatabaseName':'db','Name':'" + name + "'}").get("Table");
    }

    @Test
    void everyMemberComesBackAsItWasGiven() {
        glue.askPlain("CreateTable", "{\"DatabaseName\":\"DB\",\"TableInput\":" + FULL + "}");
        JsonNode shown = table("FULL");
        GlueHarness.parse(FULL)
                .properties()
                .forEach(
                        member -> {
                            JsonNode there = shown.get(member.getKey());
                            if (member.getValue().isNumber()) {
                                assertThat(there.asDouble())
                                        .isEqualTo(member.getValue().asDouble());
                            } else {
                                assertThat(there).as(member.getKey()).isEqualTo(member.getValue());
                            }
                        });
        assertThat(shown.get("DatabaseName").asText()).isEqualTo("db");
        assertThat(shown.get("CatalogId").asText()).isEqualTo("111122223333");
        assertThat(shown.get("CreatedBy").asText()).isEqualTo("arn:aws:iam::111122223333:root");
        assertThat(shown.get("VersionId").asText()).isEqualTo("0");
        assertThat(shown.get("CreateTime").asDouble()).isEqualTo(1767225600.25);
        assertThat(shown.get("UpdateTime").asDouble()).isEqualTo(1767225600.25);
        assertThat(shown.get("IsRegisteredWithLakeFormation").asBoolean()).isFalse();
        assertThat(shown.get("IsMultiDialectView").asBoolean()).isFalse();
    }

    @Test
    void membersThatWereNotGivenAreNotShown() {
        glue.ask("CreateTable", "{'DatabaseName':'db','TableInput':{'Name':'Bare'}}");
        assertThat(table("bare").properties())
                .extracting(java.util.Map.Entry::getKey)
                .containsExactlyInAnyOrder(
                        "Name",
                        "DatabaseName",
                        "CreateTime",
                        "UpdateTime",
                        "CreatedBy",
                        "IsRegisteredWithLakeFormation",
                        "CatalogId",
                        "VersionId",
                        "IsMultiDialectView");
    }

    @Test
    void typesLongerThanAnyPatternTakesAreKept() {
        String type = "struct<" + "a1234567890:int,".repeat(8_000) + "z:int>";
        glue.ask(
                "CreateTable",
                "{'DatabaseName':'db','TableInput':{'Name':'t','StorageDescriptor':{'Columns':[{'Name':'c','Type':'%s'}]}}}"
                        .formatted(type));
        assertThat(table("t").at("/StorageDescriptor/Columns/0/Type").asText()).isEqualTo(type);
    }

    @Test
    void whatIsNotThereOrThereAlreadyIsSaid() {
        glue.createTable("t", "");
        assertThat(glue.refusal("CreateTable", "{'DatabaseName':'db','TableInput':{'Name':'T'}}"))
                .isEqualTo("AlreadyExistsException: Table already exists.");
        assertThat(glue.refusal("CreateTable", "{'DatabaseName':'no','TableInput':{'Name':'t'}}"))
                .isEqualTo("EntityNotFoundException: Database no not found.");
        assertThat(glue.refusal("CreateTable", "{'DatabaseName':'db'}"))
                .isEqualTo("InvalidInputException: TableInput must be given.");
        assertThat(glue.refusal("GetTable", "{'DatabaseName':'db','Name':'No'}"))
                .isEqualTo("EntityNotFoundException: Table no not found.");
        assertThat(glue.refusal("DeleteTable", "{'DatabaseName':'db','Name':'no'}"))
                .isEqualTo("EntityNotFoundException: Table no not found.");
        assertThat(glue.refusal("UpdateTable", "{'DatabaseName':'db','TableInput':{'Name':'no'}}"))
                .isEqualTo("EntityNotFoundException: Table no not found.");
        assertThat(glue.refusal("GetTables", "{'DatabaseName':'no'}"))
                .isEqualTo("EntityNotFoundException: Database no not found.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    CreateTable|'OpenTableFormatInput':{'IcebergInput':{'MetadataOperation':'CREATE'}}|OpenTableFormatInput
                    CreateTable|'TransactionId':'t'|TransactionId
                    UpdateTable|'TransactionId':'t'|TransactionId
                    UpdateTable|'ViewUpdateAction':'ADD'|ViewUpdateAction
                    UpdateTable|'UpdateOpenTableFormatInput':{}|UpdateOpenTableFormatInput
                    """)
    void whatIsNotSupportedIsRefusedByItsName(String operation, String member, String name) {
        glue.createTable("t", "");
        assertThat(
                        glue.refusal(
                                operation,
                                "{'DatabaseName':'db','TableInput':{'Name':'t'}," + member + "}"))
                .isEqualTo(
                        "InvalidInputException: %s is not supported by this version of Hydrant."
                                .formatted(name));
    }

    @Test
    void documentsOfIcebergAreReadAndRefusedByName() {
        assertThat(
                        glue.refusal(
                                "CreateTable",
                                "{'DatabaseName':'db','OpenTableFormatInput':{'IcebergInput':{'MetadataOperation':'CREATE','CreateIcebergTableInput':{'Location':'s3://b/','Schema':{'Fields':[{'Id':1,'Name':'a','Required':false,'Type':{'type':'list','element':['string',1.5,null,true]}}]}}}}}"))
                .startsWith("InvalidInputException: OpenTableFormatInput is not supported");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'TargetTable':{'Name':'x'}",
                "'ViewDefinition':{'IsProtected':true}",
                "'FederatedTable':{}"
            })
    void linksAndViewsOfSeveralDialectsAreRefusedByTheirNames(String member) {
        String name = member.substring(1, member.indexOf('\'', 1));
        assertThat(
                        glue.refusal(
                                "CreateTable",
                                "{'DatabaseName':'db','TableInput':{'Name':'t'," + member + "}}"))
                .startsWith("InvalidInputException: TableInput." + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GetTable", "GetTables"})
    void timeTravelIsRefusedByItsName(String operation) {
        glue.createTable("t", "");
        assertThat(
                        glue.refusal(
                                operation,
                                "{'DatabaseName':'db','Name':'t','QueryAsOfTime':1700000000}"))
                .isEqualTo(
                        "InvalidInputException: QueryAsOfTime is not supported by this version of"
                                + " Hydrant.");
    }

    @Test
    void tablesAreListedInPagesToTheEnd() {
        for (String name : List.of("b", "a", "d", "c", "e")) {
            glue.createTable(name, "");
        }
        assertThat(glue.askAll("GetTables", "'DatabaseName':'db','MaxResults':2", "TableList"))
                .extracting(table -> table.get("Name").asText())
                .containsExactly("a", "b", "c", "d", "e");
        assertThat(
                        glue.askAll(
                                "GetTables",
                                "'DatabaseName':'db','MaxResults':1,'Expression':'[b-d]'",
                                "TableList"))
                .extracting(table -> table.get("Name").asText())
                .containsExactly("b", "c", "d");
    }

    @Test
    void onlyTheAttributesAskedForAreShown() {
        glue.ask(
                "CreateTable",
                "{'DatabaseName':'db','TableInput':{'Name':'t','TableType':'EXTERNAL_TABLE','Owner':'o'}}");
        JsonNode names = glue.ask("GetTables", "{'DatabaseName':'db','AttributesToGet':['NAME']}");
        assertThat(names.at("/TableList/0"))
                .hasToString(
                        "{\"Name\":\"t\",\"DatabaseName\":\"db\",\"CatalogId\":\"111122223333\"}");
        JsonNode types =
                glue.ask(
                        "GetTables",
                        "{'DatabaseName':'db','AttributesToGet':['NAME','TABLE_TYPE']}");
        assertThat(types.at("/TableList/0/TableType").asText()).isEqualTo("EXTERNAL_TABLE");
        assertThat(
                        glue.refusal(
                                "GetTables",
                                "{'DatabaseName':'db','AttributesToGet':['TABLE_TYPE']}"))
                .startsWith("InvalidInputException: AttributesToGet must include NAME");
    }

    @Test
    void tablesAreDeletedTogether() {
        glue.createTable("a", "");
        glue.createTable("b", "");
        assertThat(
                        glue.ask(
                                "BatchDeleteTable",
                                "{'DatabaseName':'db','TablesToDelete':['A','no','b']}"))
                .hasToString(
                        "{\"Errors\":[{\"TableName\":\"no\",\"ErrorDetail\":{\"ErrorCode\":\"EntityNotFoundException\",\"ErrorMessage\":\"Table"
                            + " no not found.\"}}]}");
        assertThat(glue.ask("GetTables", "{'DatabaseName':'db'}"))
                .hasToString("{\"TableList\":[]}");
    }

    @Test
    void aTableOfTheSameNameBeginsAnew() {
        glue.createTable("trips", "{'Name':'year','Type':'string'}");
        glue.createPartition("2026");
        glue.ask("DeleteTable", "{'DatabaseName':'db','Name':'TRIPS'}");
        glue.createTable("trips", "{'Name':'year','Type':'string'}");
        assertThat(glue.ask("GetPartitions", "{'DatabaseName':'db','TableName':'trips'}"))
                .hasToString("{\"Partitions\":[]}");
    }
}
