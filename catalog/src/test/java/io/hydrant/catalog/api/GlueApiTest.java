package io.hydrant.catalog.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.catalog.Catalog;
import io.hydrant.control.InMemoryResourceStore;
import io.hydrant.testkit.SimulatedClock;
import io.hydrant.wire.json.Operation;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class GlueApiTest {
    private final GlueHarness glue = new GlueHarness();

    @Test
    void everyOperationIsServedOnce() {
        SimulatedClock clock = SimulatedClock.at("2026-01-01T00:00:00Z");
        Catalog catalog = Catalog.open(new InMemoryResourceStore(clock), clock);
        List<String> names =
                new GlueApi(catalog, GlueHarness.crawlers(catalog))
                        .operations().stream().map(Operation::name).toList();
        assertThat(names).hasSize(59).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "StartWorkflowRun",
                "CreateJob",
                "GetRegistry",
                "GetUnfilteredTableMetadata"
            })
    void everyOtherOperationIsRefusedByItsName(String operation) {
        assertThat(glue.refusal(operation, "{}"))
                .isEqualTo(
                        "UnknownOperationException: %s is not among the operations of this version of Hydrant."
                                .formatted(operation));
    }

    @Test
    void errorsHaveTheirTextInACapitalMessage() {
        assertThat(glue.call("GetDatabase", "{'Name':'Nope'}").text())
                .isEqualTo(
                        "{\"__type\":\"EntityNotFoundException\",\"Message\":\"Database nope not"
                                + " found.\"}");
    }

    @Test
    void constraintsAreCheckedWithTheServicesWords() {
        assertThat(glue.refusal("GetDatabase", "{'Name':''}"))
                .isEqualTo(
                        "ValidationException: 1 validation error detected: Value '' at 'name'"
                            + " failed to satisfy constraint: Member must have length greater than"
                            + " or equal to 1");
        assertThat(glue.refusal("CreateDatabase", "{}"))
                .isEqualTo(
                        "ValidationException: 1 validation error detected: Value null at"
                            + " 'databaseInput' failed to satisfy constraint: Member must not be"
                            + " null");
        assertThat(glue.refusal("GetTables", "{'DatabaseName':'db','MaxResults':101}"))
                .contains("at 'maxResults'", "less than or equal to 100");
    }

    @Test
    void aCatalogIsThatOfTheCallerOrNone() {
        glue.ask("CreateDatabase", "{'CatalogId':'111122223333','DatabaseInput':{'Name':'db'}}");
        assertThat(glue.ask("GetDatabase", "{'Name':'db'}").at("/Database/CatalogId").asText())
                .isEqualTo("111122223333");
        assertThat(glue.refusal("GetDatabase", "{'CatalogId':'999999999999','Name':'db'}"))
                .isEqualTo(
                        "AccessDeniedException: User: arn:aws:iam::111122223333:root is not"
                                + " authorized to access the catalog of account 999999999999.");
        assertThat(glue.refusal("GetDatabases", "{'CatalogId':'s3tablescatalog/x'}"))
                .isEqualTo("EntityNotFoundException: Catalog s3tablescatalog/x not found.");
    }

    @Test
    void whatEnginesAskOfACatalogIsAnswered() {
        assertThat(
                        glue.ask("GetCatalogImportStatus", "{}")
                                .at("/ImportStatus/ImportCompleted")
                                .asBoolean())
                .isTrue();
        assertThat(
                        glue.ask("GetDataCatalogEncryptionSettings", "{}")
                                .at(
                                        "/DataCatalogEncryptionSettings/EncryptionAtRest/CatalogEncryptionMode")
                                .asText())
                .isEqualTo("DISABLED");
        assertThat(glue.refusal("GetResourcePolicy", "{}"))
                .isEqualTo("EntityNotFoundException: Policy not found.");
    }

    @Test
    void thereAreNoFunctions() {
        glue.createTrips();
        assertThat(glue.ask("GetUserDefinedFunctions", "{'DatabaseName':'db','Pattern':'.*'}"))
                .hasToString("{\"UserDefinedFunctions\":[]}");
        assertThat(glue.ask("GetUserDefinedFunctions", "{'Pattern':'.*'}"))
                .hasToString("{\"UserDefinedFunctions\":[]}");
        String one = "{'DatabaseName':'db','FunctionName':'f'}";
        String input =
                "{'DatabaseName':'db','FunctionName':'f','FunctionInput':{'FunctionName':'f'}}";
        assertThat(glue.refusal("GetUserDefinedFunction", one))
                .isEqualTo("EntityNotFoundException: Function f not found.");
        assertThat(glue.refusal("DeleteUserDefinedFunction", one))
                .startsWith("EntityNotFoundException");
        assertThat(glue.refusal("UpdateUserDefinedFunction", input))
                .startsWith("EntityNotFoundException");
        assertThat(glue.refusal("CreateUserDefinedFunction", input))
                .isEqualTo(
                        "InvalidInputException: CreateUserDefinedFunction (function f) is not"
                                + " supported by this version of Hydrant.");
    }

    @Test
    void statisticsOfColumnsAreSaidNotToBeThere() {
        glue.createTrips();
        glue.createPartition("2026", "01");
        String table = "'DatabaseName':'db','TableName':'trips'";
        String partition = table + ",'PartitionValues':['2026','01']";
        for (String[] call :
                new String[][] {
                    {"GetColumnStatisticsForTable", table},
                    {"GetColumnStatisticsForPartition", partition}
                }) {
            assertThat(glue.ask(call[0], "{" + call[1] + ",'ColumnNames':['id']}"))
                    .hasToString(
                            "{\"ColumnStatisticsList\":[],\"Errors\":[{\"ColumnName\":\"id\",\"Error\":{\"ErrorCode\":\"EntityNotFoundException\",\"ErrorMessage\":\"Statistics"
                                + " of column id not found.\"}}]}");
        }
        // Trino takes EntityNotFoundException for the absence of the table that it just made
        assertThat(glue.ask("DeleteColumnStatisticsForTable", "{" + table + ",'ColumnName':'id'}"))
                .isEmpty();
        assertThat(
                        glue.ask(
                                "DeleteColumnStatisticsForPartition",
                                "{" + partition + ",'ColumnName':'id'}"))
                .isEmpty();
        assertThat(
                        glue.refusal(
                                "UpdateColumnStatisticsForTable",
                                "{" + table + ",'ColumnStatisticsList':[]}"))
                .isEqualTo(
                        "InvalidInputException: UpdateColumnStatisticsForTable (statistics of"
                                + " columns of table trips) is not supported by this version of"
                                + " Hydrant.");
        assertThat(
                        glue.refusal(
                                "UpdateColumnStatisticsForPartition",
                                "{" + partition + ",'ColumnStatisticsList':[]}"))
                .startsWith("InvalidInputException: UpdateColumnStatisticsForPartition");
        assertThat(
                        glue.refusal(
                                "GetColumnStatisticsForTable",
                                "{'DatabaseName':'db','TableName':'no','ColumnNames':['id']}"))
                .isEqualTo("EntityNotFoundException: Table no not found.");
        assertThat(
                        glue.refusal(
                                "DeleteColumnStatisticsForTable",
                                "{'DatabaseName':'db','TableName':'no','ColumnName':'id'}"))
                .isEqualTo("EntityNotFoundException: Table no not found.");
    }
}
