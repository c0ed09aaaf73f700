package io.hydrant.wire.constraint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The documented field constraints of the CloudWatch Logs API Reference, against the table in use.
class LogsShapesTest {
    private static final ConstraintTable TABLE = ConstraintTable.load("logs");

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '"',
            textBlock =
                    """
                    LogGroupName ~ 1..512 [\\.\\-_/#A-Za-z0-9]+
                    LogStreamName ~ 1..512 [^:*]*
                    LogGroupIdentifier ~ 1..2048 [\\w#+=/:,.@-]*
                    DescribeLimit ~ 1..50
                    EventsLimit ~ 1..10000
                    EventMessage ~ 1..
                    FilterPattern ~ 0..1024
                    InputLogEvents ~ 1..10000
                    InputLogStreamNames ~ 1..100
                    Tags ~ 1..50
                    OrderBy ~ [LogStreamName, LastEventTime]
                    LogGroupClass ~ [STANDARD, INFREQUENT_ACCESS, DELIVERY]
                    """)
    void holdsWhatIsDocumented(String shape, String expected) {
        assertThat(ShapeText.of(TABLE.shape(shape))).isEqualTo(expected);
    }

    @Test
    void holdsOnlyTheOperationsThatAreServed() {
        assertThat(TABLE.inputs()).hasSize(17).containsKey("FilterLogEvents");
        assertThatThrownBy(() -> TABLE.inputOf("StartLiveTail"))
                .hasMessage("no constraints of operation StartLiveTail");
    }
}
