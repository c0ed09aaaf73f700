package io.hydrant.wire.constraint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The documented field constraints of the Athena API Reference, against the table in use.
class AthenaShapesTest {
    private static final ConstraintTable TABLE = ConstraintTable.load("athena");

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            textBlock =
                    """
                    QueryString ~ 1..262144
                    IdempotencyToken ~ 32..128
                    MaxQueryResults ~ 1..1000
                    MaxQueryExecutionsCount ~ 0..50
                    BytesScannedCutoffValue ~ 10000000..
                    Age ~ 0..10080
                    ExecutionParameter ~ 1..1024
                    QueryExecutionIdList ~ 1..50
                    EncryptionOption ~ [SSE_S3, SSE_KMS, CSE_KMS]
                    WorkGroupState ~ [ENABLED, DISABLED]
                    """)
    void holdsWhatIsDocumented(String shape, String expected) {
        assertThat(ShapeText.of(TABLE.shape(shape))).isEqualTo(expected);
    }

    @Test
    void holdsOnlyTheOperationsThatAreServed() {
        assertThat(TABLE.inputs()).hasSize(34).containsKey("StartQueryExecution");
        assertThatThrownBy(() -> TABLE.inputOf("StartSession"))
                .hasMessage("no constraints of operation StartSession");
    }
}
