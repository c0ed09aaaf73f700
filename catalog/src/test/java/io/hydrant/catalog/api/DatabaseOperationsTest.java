package io.hydrant.catalog.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class DatabaseOperationsTest {
    private final GlueHarness glue = new GlueHarness();

    @Test
    void aDatabaseIsShownAsItWasCreated() {
        glue.ask(
                "CreateDatabase",
                "{'DatabaseInput':{'Name':'Taxi_DB','Description':'d','LocationUri':'s3://b/','Parameters':{'k':'v','e':''}}}");
        assertThat(glue.ask("GetDatabase", "{'Name':'TAXI_db'}").get("Database"))
                .hasToString(
                        "{\"Name\":\"taxi_db\",\"Description\":\"d\",\"LocationUri\":\"s3://b/\",\"Parameters\":{\"k\":\"v\",\"e\":\"\"},\"CreateTime\":1.76722560025E9,\"CreateTableDefaultPermissions\":[{\"Principal\":{\"DataLakePrincipalIdentifier\":\"IAM_ALLOWED_PRINCIPALS\"},\"Permissions\":[\"ALL\"]}],\"CatalogId\":\"111122223333\"}");
    }

    @Test
    void absentMembersAreOmitted() {
        glue.ask(
                "CreateDatabase",
                "{'DatabaseInput':{'Name':'db','CreateTableDefaultPermissions':[]}}");
        assertThat(glue.ask("GetDatabase", "{'Name':'db'}").get("Database").properties())
                .extracting(java.util.Map.Entry::getKey)
                .containsExactly(
                        "Name", "CreateTime", "CreateTableDefaultPermissions", "CatalogId");
    }

    @Test
    void aNameIsTakenInAnyCase() {
        glue.ask("CreateDatabase", "{'DatabaseInput':{'Name':'db'}}");
        assertThat(glue.refusal("CreateDatabase", "{'DatabaseInput':{'Name':'DB'}}"))
                .isEqualTo("AlreadyExistsException: Database already exists.");
    }

    @Test
    void databasesAreListedInPagesToTheEnd() {
        for (String name : List.of("b", "a", "d", "c", "e")) {
            glue.ask("CreateDatabase", "{'DatabaseInput':{'Name':'" + name + "'}}");
        }
        assertThat(glue.askAll("GetDatabases", "'MaxResults':2", "DatabaseList"))
                .extracting(database -> database.get("Name").asText())
                .containsExactly("a", "b", "c", "d", "e");
        assertThat(glue.ask("GetDatabases", "{'MaxResults':5}").has("NextToken")).isFalse();
        assertThat(glue.ask("GetDatabases", "{'ResourceShareType':'FOREIGN'}"))
                .hasToString("{\"DatabaseList\":[]}");
        JsonNode names = glue.ask("GetDatabases", "{'AttributesToGet':['NAME'],'MaxResults':1}");
        assertThat(names.at("/DatabaseList/0"))
                .hasToString("{\"Name\":\"a\",\"CatalogId\":\"111122223333\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "AAAA", "R2V0VGFibGVzCjAKYQ", "====", "ä"})
    void aTokenOfNothingIsRefused(String token) {
        assertThat(glue.refusal("GetDatabases", "{'NextToken':'" + token + "'}"))
                .isEqualTo("InvalidInputException: Invalid NextToken.");
    }

    @Test
    void anUpdateReplacesAllThatWasKnownAndKeepsTheTimeOfCreation() {
        glue.ask(
                "CreateDatabase",
                "{'DatabaseInput':{'Name':'db','Description':'d','Parameters':{'k':'v'}}}");
        glue.clock.advance(java.time.Duration.ofHours(1));
        glue.ask(
                "UpdateDatabase",
                "{'Name':'DB','DatabaseInput':{'Name':'db','LocationUri':'s3://b/'}}");
        JsonNode database = glue.ask("GetDatabase", "{'Name':'db'}").get("Database");
        assertThat(database.has("Description")).isFalse();
        assertThat(database.has("Parameters")).isFalse();
        assertThat(database.get("LocationUri").asText()).isEqualTo("s3://b/");
        assertThat(database.get("CreateTime").asDouble()).isEqualTo(1767225600.25);
        assertThat(glue.refusal("UpdateDatabase", "{'Name':'no','DatabaseInput':{'Name':'no'}}"))
                .isEqualTo("EntityNotFoundException: Database no not found.");
    }

    @Test
    void aDatabaseMayGetAnotherNameAndKeepsItsTables() {
        glue.createTrips();
        glue.createPartition("2026", "01");
        glue.ask("CreateDatabase", "{'DatabaseInput':{'Name':'taken'}}");
        assertThat(glue.refusal("UpdateDatabase", "{'Name':'db','DatabaseInput':{'Name':'taken'}}"))
                .isEqualTo("AlreadyExistsException: Database already exists.");
        glue.ask("UpdateDatabase", "{'Name':'db','DatabaseInput':{'Name':'other'}}");
        assertThat(glue.refusal("GetDatabase", "{'Name':'db'}"))
                .isEqualTo("EntityNotFoundException: Database db not found.");
        JsonNode table = glue.ask("GetTable", "{'DatabaseName':'other','Name':'trips'}");
        assertThat(table.at("/Table/DatabaseName").asText()).isEqualTo("other");
        JsonNode partitions =
                glue.ask("GetPartitions", "{'DatabaseName':'other','TableName':'trips'}");
        assertThat(partitions.at("/Partitions/0/DatabaseName").asText()).isEqualTo("other");
    }

    @Test
    void aDatabaseGoesWithItsTablesTheirVersionsAndPartitions() {
        glue.createTrips();
        glue.createPartition("2026", "01");
        glue.ask(
                "UpdateTable",
                "{'DatabaseName':'db','TableInput':{'Name':'trips','PartitionKeys':[{'Name':'year'},{'Name':'month'}]}}");
        glue.ask("DeleteDatabase", "{'Name':'DB'}");
        assertThat(glue.refusal("DeleteDatabase", "{'Name':'db'}"))
                .isEqualTo("EntityNotFoundException: Database db not found.");
        assertThat(glue.refusal("GetTable", "{'DatabaseName':'db','Name':'trips'}"))
                .isEqualTo("EntityNotFoundException: Database db not found.");
        glue.createTrips();
        assertThat(glue.ask("GetPartitions", "{'DatabaseName':'db','TableName':'trips'}"))
                .hasToString("{\"Partitions\":[]}");
        assertThat(
                        glue.ask("GetTableVersions", "{'DatabaseName':'db','TableName':'trips'}")
                                .get("TableVersions"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'TargetDatabase':{'DatabaseName':'x'}",
                "'FederatedDatabase':{'Identifier':'x'}"
            })
    void whatIsNotSupportedIsRefusedByItsName(String member) {
        String name = member.substring(1, member.indexOf('\'', 1));
        assertThat(glue.refusal("CreateDatabase", "{'DatabaseInput':{'Name':'db'," + member + "}}"))
                .startsWith("InvalidInputException: DatabaseInput." + name)
                .endsWith("is not supported by this version of Hydrant.");
    }

    @Test
    void databasesAndTablesCarryTags() {
        glue.ask("CreateDatabase", "{'DatabaseInput':{'Name':'db'},'Tags':{'team':'water'}}");
        glue.createTable("trips", "");
        String arn = "'ResourceArn':'arn:aws:glue:eu-west-1:111122223333:database/db'";
        String table = "'ResourceArn':'arn:aws:glue:eu-west-1:111122223333:table/db/trips'";
        assertThat(glue.ask("GetTags", "{" + arn + "}"))
                .hasToString("{\"Tags\":{\"team\":\"water\"}}");
        assertThat(glue.ask("GetTags", "{" + table + "}")).hasToString("{\"Tags\":{}}");
        glue.ask("TagResource", "{" + arn + ",'TagsToAdd':{'team':'fire','x':''}}");
        glue.ask("TagResource", "{" + table + ",'TagsToAdd':{'a':'b'}}");
        glue.ask("UntagResource", "{" + arn + ",'TagsToRemove':['x','never']}");
        assertThat(glue.ask("GetTags", "{" + arn + "}"))
                .hasToString("{\"Tags\":{\"team\":\"fire\"}}");
        assertThat(glue.ask("GetTags", "{" + table + "}")).hasToString("{\"Tags\":{\"a\":\"b\"}}");
        glue.ask("UpdateDatabase", "{'Name':'db','DatabaseInput':{'Name':'db'}}");
        assertThat(glue.ask("GetTags", "{" + arn + "}").get("Tags")).hasSize(1);
        assertThat(glue.refusal("TagResource", "{" + arn + ",'TagsToAdd':{'aws:x':'y'}}"))
                .isEqualTo("InvalidInputException: Tag aws:x begins with aws:, which is reserved.");
        assertThat(
                        glue.refusal(
                                "GetTags",
                                "{'ResourceArn':'arn:aws:glue:eu-west-1:111122223333:job/c'}"))
                .startsWith("InvalidInputException: arn:aws:glue:eu-west-1:111122223333:job/c");
        assertThat(glue.refusal("GetTags", "{" + arn.replace("database/db", "database/no") + "}"))
                .isEqualTo("EntityNotFoundException: Database no not found.");
        assertThat(glue.refusal("GetTags", "{" + arn.replace("1111", "9999") + "}"))
                .startsWith("AccessDeniedException");
    }
}
