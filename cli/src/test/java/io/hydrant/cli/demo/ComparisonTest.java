package io.hydrant.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.Optional;

class ComparisonTest {
    private final Comparison comparison = new Comparison();

    @Test
    void numbersAreEqualByTheirValues() {
        comparison.number("miles", new BigDecimal("5.00"), Optional.of("5.0"));
        comparison.number("trips", 1_200, Optional.of("1.2E3"));
        comparison.text("name", "a", Optional.of("a"));

        assertThatCode(comparison::requireEqual).doesNotThrowAnyException();
        assertThat(comparison.comparedCount()).isEqualTo(3);
    }

    @Test
    void tellsBothNumbersThatDiffer() {
        comparison.number("trips of hour 07", 236, Optional.of("237"));
        comparison.number("trips of hour 08", 228, Optional.of("228"));

        assertThatThrownBy(comparison::requireEqual)
                .hasMessage(
                        "1 of 2 values differ: trips of hour 07: 236 by the source, 237 by the"
                                + " table");
    }

    @Test
    void tellsWhatIsMissingAndWhatIsNoNumber() {
        comparison.number("trips", 5, Optional.empty());
        comparison.number("miles", 5, Optional.of("NaN"));

        assertThatThrownBy(comparison::requireEqual)
                .hasMessageContaining("trips: 5 by the source, nothing by the table")
                .hasMessageContaining("miles: 5 by the source, NaN by the table");
    }

    @Test
    void tellsOnlyTheFirstOfManyDifferences() {
        for (int hour = 0; hour < 24; hour++) {
            comparison.number("hour " + hour, 1, Optional.of("2"));
        }

        assertThatThrownBy(comparison::requireEqual)
                .hasMessageStartingWith("24 of 24 values differ: hour 0:")
                .hasMessageEndingWith("hour 4: 1 by the source, 2 by the table; and 19 more");
    }
}
