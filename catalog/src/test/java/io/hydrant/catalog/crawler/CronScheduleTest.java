package io.hydrant.catalog.crawler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.catalog.refusal.InvalidInput;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.LocalDateTime;

/// 2026-01-01 is a Thursday, 2026-02-01 a Sunday.
class CronScheduleTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    cron(15 12 * * ? *)          | 2026-01-01T12:15 | true
                    cron(15 12 * * ? *)          | 2026-01-01T12:16 | false
                    cron(15 12 * * ? *)          | 2026-01-01T13:15 | false
                    cron(0/10 * ? * MON-FRI *)   | 2026-01-01T05:50 | true
                    cron(0/10 * ? * MON-FRI *)   | 2026-01-01T05:55 | false
                    cron(0/10 * ? * MON-FRI *)   | 2026-01-03T05:50 | false
                    cron(0 8 1 * ? *)            | 2026-02-01T08:00 | true
                    cron(0 8 1 * ? *)            | 2026-02-02T08:00 | false
                    cron(0 8 L * ? *)            | 2028-02-29T08:00 | true
                    cron(0 8 L * ? *)            | 2028-02-28T08:00 | false
                    cron(0 8 1W * ? *)           | 2026-02-02T08:00 | true
                    cron(0 8 1W * ? *)           | 2026-02-01T08:00 | false
                    cron(0 8 31W * ? *)          | 2026-02-27T08:00 | false
                    cron(0 8 31W * ? *)          | 2026-05-29T08:00 | true
                    cron(0 8 ? * 6L *)           | 2026-01-30T08:00 | true
                    cron(0 8 ? * 6L *)           | 2026-01-23T08:00 | false
                    cron(0 8 ? * FRI#3 *)        | 2026-01-16T08:00 | true
                    cron(0 8 ? * FRI#3 *)        | 2026-01-23T08:00 | false
                    cron(0 8 ? * 1 *)            | 2026-02-01T08:00 | true
                    cron(0 8 ? * L *)            | 2026-01-31T08:00 | true
                    cron(5,35 14 * * ? *)        | 2026-01-31T14:35 | true
                    cron(0 8 * JAN-MAR,12 ? *)   | 2026-12-31T08:00 | true
                    cron(0 8 * JAN-MAR,12 ? *)   | 2026-04-30T08:00 | false
                    cron(0 8 * * ? 2027-2028)    | 2026-04-30T08:00 | false
                    cron( 0  8  *  *  ?  2026 )  | 2026-04-30T08:00 | true
                    """)
    void isDueInTheMinutesThatItSays(String expression, LocalDateTime at, boolean due) {
        assertThat(new CronSchedule(expression).isDue(at)).isEqualTo(due);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rate(5 minutes)",
                "cron(0 8 * * *)",
                "cron(0 8 * * * *)",
                "cron(0 8 ? * ? *)",
                "cron(60 8 * * ? *)",
                "cron(0 24 * * ? *)",
                "cron(0 8 0 * ? *)",
                "cron(0 8 32W * ? *)",
                "cron(0 8 * 13 ? *)",
                "cron(0 8 ? * 8 *)",
                "cron(0 8 ? * DAY *)",
                "cron(0/0 8 * * ? *)",
                "cron(9-5 8 * * ? *)",
                "cron(1,,2 8 * * ? *)",
                "cron(0 8 * * ? 1969)",
                "cron(0 8 * * ? 99999)"
            })
    void refusesWhatIsNoSchedule(String expression) {
        assertThatThrownBy(() -> new CronSchedule(expression))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("chedule");
    }
}
