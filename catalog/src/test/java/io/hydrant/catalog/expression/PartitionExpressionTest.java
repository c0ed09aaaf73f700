package io.hydrant.catalog.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.catalog.refusal.InvalidInput;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import software.amazon.awssdk.services.glue.model.Column;

import java.util.ArrayList;
import java.util.List;

class PartitionExpressionTest {
    private static final List<Column> TEXTS = keys("year string; month string; day varchar(2)");

    private static final List<List<String>> DAYS =
            List.of(
                    List.of("2025", "12", "31"),
                    List.of("2026", "01", "01"),
                    List.of("2026", "1", "02"),
                    List.of("2026", "02", "__HIVE_DEFAULT_PARTITION__"));

    private static List<Column> keys(String text) {
        List<Column> keys = new ArrayList<>();
        for (String key : text.split("; ")) {
            String[] words = key.split(" ", 2);
            keys.add(Column.builder().name(words[0]).type(words[1]).build());
        }
        return keys;
    }

    /// Which of the days are chosen, by their indexes.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    ~~ | 0123
                    ~  ~ | 0123
                    year = '2026' | 123
                    year='2026' | 123
                    YEAR = '2026' | 123
                    "year" = '2026' | 123
                    `Year` = '2026' | 123
                    year == '2026' | 123
                    year = 2026 | 123
                    '2026' = year | 123
                    year = '2026' AND month = '01' | 1
                    year = '2026' and month = '1' | 2
                    year = '2026' And Not month = '1' | 13
                    ((year = '2026')) | 123
                    ((year = '2026')) AND ((month IN ('01', '02'))) | 13
                    ((year = '2026')) AND ((month = '01') OR (month = '02')) | 13
                    (((year >= '2025') AND (year <= '2025'))) | 0
                    ((year < '2026') OR (year > '2026')) | 0
                    year <> '2026' | 0
                    year != '2026' | 0
                    year < '2026' | 0
                    '2026' > year | 0
                    '2026' <= year | 123
                    year >= '2026' | 123
                    year > '2026' | ~~
                    year <= '2025' | 0
                    year BETWEEN '2025' AND '2026' | 0123
                    year between '2026' and '2027' and month = '02' | 3
                    year NOT BETWEEN '2026' AND '2027' | 0
                    month IN ('01') | 1
                    month IN ('01','12',  '02') | 013
                    month NOT IN ('01', '12') | 23
                    month LIKE '0%' | 13
                    month LIKE '_' | 2
                    month LIKE '%1%' | 012
                    month NOT LIKE '0_' | 02
                    month like '%' | 0123
                    month like '' | ~~
                    day IS NULL | 3
                    day IS NOT NULL | 012
                    day = '__HIVE_DEFAULT_PARTITION__' | 3
                    day <> '__HIVE_DEFAULT_PARTITION__' | 012
                    ((day <> '__HIVE_DEFAULT_PARTITION__') AND (year = '2026')) | 12
                    NOT day IS NULL | 012
                    NOT (year = '2026' AND month = '01') | 023
                    NOT NOT year = '2025' | 0
                    year = '2025' OR year = '2026' AND month = '01' | 01
                    (year = '2025' OR year = '2026') AND month = '01' | 1
                    year = '20''26' | ~~
                    month > '01' and month < '12' | 23
                    month = '01' OR month = '1' OR month = '02' | 123
                    day >= '02' AND day IS NOT NULL | 02
                    """)
    void choosesByTexts(String expression, String chosen) {
        PartitionExpression parsed = PartitionExpression.of(expression, TEXTS);
        StringBuilder indexes = new StringBuilder();
        for (int i = 0; i < DAYS.size(); i++) {
            indexes.append(parsed.chooses(DAYS.get(i)) ? "" + i : "");
        }
        assertThat(indexes).hasToString(chosen);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    int | k = 5 | 5 | true
                    int | k = '5' | 5 | true
                    int | k = 5 | 05 | true
                    int | k > 9 | 10 | true
                    string | k > '9' | 10 | false
                    bigint | k >= 9223372036854775807 | 9223372036854775807 | true
                    bigint | k < 9223372036854775807 | 9223372036854775808 | false
                    smallint | k = -5 | -5 | true
                    tinyint | k = +5 | 5 | true
                    long | k <> 5 | 6 | true
                    integer | k IN (1, 2, 3) | 3 | true
                    int | k NOT IN (1, 2, 3) | 3 | false
                    int | k BETWEEN 2 AND 10 | 9 | true
                    int | k = 5 | abc | false
                    int | k <> 5 | abc | false
                    int | NOT k = 5 | abc | false
                    int | k <> 5 OR k IS NULL | __HIVE_DEFAULT_PARTITION__ | true
                    int | k IS NULL | __HIVE_DEFAULT_PARTITION__ | true
                    int | k = '__HIVE_DEFAULT_PARTITION__' | __HIVE_DEFAULT_PARTITION__ | true
                    int | k <> '__HIVE_DEFAULT_PARTITION__' | 5 | true
                    int | k > 1 | __HIVE_DEFAULT_PARTITION__ | false
                    decimal(10,2) | k = 1.5 | 1.50 | true
                    decimal(10,2) | k > 1.5 | 10 | true
                    decimal | k < '2' | 1.99 | true
                    DECIMAL(38, 0) | k = 1 | 1.0 | true
                    date | k = '2026-01-02' | 2026-01-02 | true
                    date | k = date '2026-01-02' | 2026-01-02 | true
                    date | k > DATE '2026-01-02' | 2026-01-10 | true
                    date | k BETWEEN '2026-01-01' AND '2026-01-31' | 2026-02-01 | false
                    date | k = '2026-01-02' | 2026-1-2 | false
                    timestamp | k = '2026-01-02 03:04:05' | 2026-01-02 03:04:05.0 | true
                    timestamp | k < timestamp '2026-01-02 03:04:05.5' | 2026-01-02 03:04:05.25 | true
                    timestamp | k >= '2026-01-02 03:04:05' | 2026-02-30 00:00:00 | false
                    char(2) | k = 'ab' | ab | true
                    varchar(10) | k LIKE 'a%' | ab | true
                    """)
    void comparesAsTheTypeOfTheKeySays(
            String type, String expression, String value, boolean chosen) {
        assertThat(PartitionExpression.of(expression, keys("k " + type)).chooses(List.of(value)))
                .isEqualTo(chosen);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    year
                    year =
                    = '2026'
                    year = '2026
                    year = '2026'' AND
                    year = '2026' AND
                    AND year = '2026'
                    year = '2026' month = '01'
                    (year = '2026'
                    year = '2026')
                    ()
                    year IN ()
                    year IN ('1'
                    year IN '1'
                    year IN ('1',)
                    year BETWEEN '1'
                    year BETWEEN '1' OR '2'
                    year IS '1'
                    year IS
                    year NOT = '1'
                    year LIKE 5
                    year LIKE
                    NOT
                    1 = 1
                    '1' = '1'
                    year = month
                    year + 1 = '2027'
                    year = 2026x
                    substr(year, 1) = '2'
                    year = '2026' && month = '01'
                    year = '2026'; drop
                    year =! '2026'
                    year ~ '2'
                    (year) = '2026'
                    db.year = '2026'
                    """)
    void refusesWhatIsNoExpression(String expression) {
        assertThatThrownBy(() -> PartitionExpression.of(expression, TEXTS))
                .isInstanceOf(InvalidInput.class)
                .message()
                .isIn("Unsupported expression '" + expression + "'", "Unknown column 'db'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    string | nothing = '1' | Unknown column 'nothing'
                    int | k = 'x' | "x" is not an integer.
                    int | k = 1.5 | "1.5" is not an integer.
                    decimal(5,2) | k = 'x' | "x" is not a decimal.
                    date | k = '2026' | "2026" is not a date.
                    date | k = '2026-02-30' | "2026-02-30" is not a date.
                    timestamp | k = '2026-01-01' | "2026-01-01" is not a timestamp.
                    int | k LIKE '1%' | Unsupported expression 'k LIKE '1%''
                    double | k = 1.5 | Unknown type : 'double'
                    boolean | k = 'true' | Unknown type : 'boolean'
                    array<string> | k = 'x' | Unknown type : 'array<string>'
                    """)
    void saysWhatCannotBeCompared(String type, String expression, String message) {
        assertThatThrownBy(() -> PartitionExpression.of(expression, keys("k " + type)))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(message);
    }

    @Test
    void refusesWhatIsNestedTooDeeply() {
        String deep = "(".repeat(1_000) + "year = '1'" + ")".repeat(1_000);
        assertThatThrownBy(() -> PartitionExpression.of(deep, TEXTS))
                .isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> PartitionExpression.of("NOT ".repeat(500) + "year = '1'", TEXTS))
                .isInstanceOf(InvalidInput.class);
    }

    /// What a listing need not look beyond.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    year = '2026' | [2026]
                    month = '01' | []
                    month = '01' AND year = '2026' | [2026, 01]
                    ((year = '2026')) AND ((month = '01')) AND day > '1' | [2026, 01]
                    year = '2026' OR month = '01' | []
                    NOT year = '2026' | []
                    year IN ('2026') | []
                    year >= '2026' AND month = '01' | []
                    """)
    void knowsTheValuesThatAllChosenPartitionsBeginWith(String expression, String leading) {
        assertThat(PartitionExpression.of(expression, TEXTS).leadingValues()).hasToString(leading);
        assertThat(PartitionExpression.of("k = 1", keys("k int")).leadingValues()).isEmpty();
    }

    @Test
    void keysMayBeNamedLikeTheBeginningOfALiteral() {
        PartitionExpression named =
                PartitionExpression.of(
                        "date = DATE '2026-01-01' AND timestamp > '1'",
                        keys("date date; timestamp string"));
        assertThat(named.chooses(List.of("2026-01-01", "2"))).isTrue();
        assertThat(named.chooses(List.of("2026-01-01", "1"))).isFalse();
    }
}
