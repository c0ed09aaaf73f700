package io.hydrant.delivery.subrecord;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.delivery.plan.SubRecordRules;
import io.hydrant.delivery.plan.SubRecordRules.DeAggregation;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// When de-aggregation says that it leaves a record whole because of the limit, it does.
class SubRecordLimitTest {
    @ParameterizedTest
    @CsvSource(
            delimiterString = " / ",
            textBlock =
                    """
                    500 / {} / false
                    501 / {} / true
                    501 / {"a":[1,2]} / true
                    1 / {} / false
                    501 / { / false
                    600 / ' ' / false
                    """)
    void tellsWhetherJsonValuesAreTooMany(int count, String value, boolean tooMany) {
        check(new DeAggregation.Json(), value.repeat(count), tooMany);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " / ",
            textBlock =
                    """
                    500 / a| / false
                    501 / a| / true
                    501 / | / false
                    501 / a / false
                    """)
    void tellsWhetherDelimitedPartsAreTooMany(int count, String value, boolean tooMany) {
        check(new DeAggregation.Delimited("fA=="), value.repeat(count), tooMany);
    }

    private static void check(DeAggregation by, String text, boolean tooMany) {
        SubRecords rules = SubRecords.by(new SubRecordRules(false, false, Optional.of(by)));
        ByteBuffer record = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));

        assertThat(rules.isBeyondLimit(record)).isEqualTo(tooMany);
        if (tooMany) {
            assertThat(rules.split(record)).isEqualTo(SubRecordOutcome.Split.whole(record.slice()));
        }
    }
}
