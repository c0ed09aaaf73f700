package io.hydrant.query.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;

class AthenaApiTest {
    @TempDir private Path folder;
    private AthenaHarness athena;

    @BeforeEach
    void open() {
        athena = new AthenaHarness(folder);
    }

    @AfterEach
    void close() {
        athena.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "StartSession",
                "StartCalculationExecution",
                "CreateNotebook",
                "CreateCapacityReservation",
                "CreateDataCatalog"
            })
    void everyOtherOperationIsRefusedByItsName(String operation) {
        assertThat(athena.raw(operation, "{}"))
                .isEqualTo(
                        "400 {\"__type\":\"UnknownOperationException\",\"Message\":\""
                                + operation
                                + " is not among the operations of this version of Hydrant.\"}");
    }

    @Test
    void brokenConstraintsAreInvalidRequestsInTheServicesWords() {
        assertThat(athena.raw("StartQueryExecution", "{'QueryString':''}"))
                .isEqualTo(
                        "400 {\"__type\":\"InvalidRequestException\",\"Message\":\"1 validation"
                            + " error detected: Value '' at 'queryString' failed to satisfy"
                            + " constraint: Member must have length greater than or equal to 1\"}");
    }

    @Test
    void refusalsTellTheKindOfMistake() {
        assertThat(athena.raw("GetQueryExecution", "{'QueryExecutionId':'nope'}"))
                .isEqualTo(
                        "400 {\"__type\":\"InvalidRequestException\",\"Message\":\"QueryExecution"
                            + " nope was not found\",\"AthenaErrorCode\":\"RESOURCE_NOT_FOUND\"}");
    }

    @Test
    void timesAreSecondsAndAbsentMembersAreLeftOut() {
        String id = athena.start("SELECT 1");
        athena.finished(id);
        assertThat(athena.raw("GetQueryExecution", "{'QueryExecutionId':'" + id + "'}"))
                .startsWith("200 ")
                .contains("\"SubmissionDateTime\":1767225600.25")
                .doesNotContain("null", "StateChangeReason");
    }
}
