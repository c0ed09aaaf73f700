package io.hydrant.delivery.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.delivery.partition.Prefixes.Partitioning;
import io.hydrant.kernel.error.InvalidArgument;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Worked examples of the Firehose Developer Guide and observed behaviour of the service.
class PrefixesTest {
    private static final Instant ARRIVAL = Instant.parse("2018-08-27T10:30:05Z");
    private static final ZonedDateTime NOW = ZonedDateTime.of(2026, 9, 30, 10, 0, 0, 0, utc());
    private static final String ERRORS = "f/!{firehose:error-output-type}/";
    private static final String WRAPPER =
            "Ths supplied prefix(es) do not satisfy the following constraint: ";

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "\"\", 2018/08/27/10/",
                "legacy, legacy2018/08/27/10/",
                "legacy/, legacy/2018/08/27/10/",
                "/led, /led2018/08/27/10/",
                "a/!{timestamp:yyyy/MM}/, a/2018/08/",
                "!{timestamp:yyyy/MM/dd}, 2018/08/27",
                "!{timestamp:'year='yyyy'/month='MM}, year=2018/month=08",
                "!{timestamp:yyyy-MM-dd'T'HH''mm}, 2018-08-27T10'30",
                "x}y{!, x}y{!2018/08/27/10/",
                "a!b/!{timestamp:MMM d E}, a!b/Aug 27 Mon",
            })
    void evaluatesPrefixes(String prefix, String expected) {
        assertThat(evaluate(prefix, ARRIVAL, utc())).isEqualTo(expected);
    }

    @Test
    void appendsNothingToARandomString() {
        assertThat(evaluate("r=!{firehose:random-string}/", ARRIVAL, utc()))
                .matches("r=[0-9a-f]{8}-[0-9a-f]{2}/");
    }

    @Test
    void givesANewRandomStringPerOccurrence() {
        String twice = "!{firehose:random-string}|!{firehose:random-string}";

        String[] strings = evaluate(twice, ARRIVAL, utc()).split("\\|");

        assertThat(strings[0]).isNotEqualTo(strings[1]);
    }

    @Test
    void insertsPartitionKeysVerbatim() {
        Prefixes prefixes =
                Prefixes.parse(
                        "c=!{partitionKeyFromQuery:c}/l=!{partitionKeyFromLambda:c}/", ERRORS);
        PartitionKeys keys = new PartitionKeys(Map.of("c", "a/b"), Map.of("c", "%20"));

        assertThat(prefixes.data().queryKeys()).containsExactly("c");
        assertThat(prefixes.data().lambdaKeys()).containsExactly("c");
        assertThat(prefixes.data().isCoveredBy(keys)).isTrue();
        assertThat(prefixes.evaluate(ARRIVAL, utc(), new Random(1), keys))
                .isEqualTo("c=a/b/l=%20/");
    }

    @Test
    void refusesToEvaluateWithoutAPartitionKey() {
        Prefixes prefixes = Prefixes.parse("!{partitionKeyFromQuery:k}", ERRORS);

        assertThat(prefixes.data().isCoveredBy(PartitionKeys.NONE)).isFalse();
        assertThatThrownBy(
                        () -> prefixes.evaluate(ARRIVAL, utc(), new Random(1), PartitionKeys.NONE))
                .isInstanceOf(InvalidArgument.class)
                .hasMessageContaining("'k'");
    }

    @Test
    void keepsTheWeekBasedYearThatUsersMistakeForTheYear() {
        Instant turnOfTheYear = Instant.parse("2025-12-30T12:00:00Z");

        assertThat(evaluate("!{timestamp:YYYY/MM}/", turnOfTheYear, utc())).isEqualTo("2026/12/");
    }

    @Test
    void writesTimesInTheSinksZone() {
        ZoneId tokyo = ZoneId.of("Asia/Tokyo");
        Instant eveningInUtc = Instant.parse("2018-12-31T20:00:00Z");

        assertThat(evaluate("", eveningInUtc, tokyo)).isEqualTo("2019/01/01/05/");
        assertThat(evaluate("!{timestamp:yyyy HH}", eveningInUtc, tokyo)).isEqualTo("2019 05");
    }

    @Test
    void writesTimesTheSameWhereverTheServerRuns() {
        Locale here = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(evaluate("", ARRIVAL, utc())).isEqualTo("2018/08/27/10/");
            assertThat(evaluate("!{timestamp:MMMM-e-YYYY}", ARRIVAL, utc()))
                    .isEqualTo("August-2-2018");
        } finally {
            Locale.setDefault(here);
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "\"\", fail/!{firehose:error-output-type}/, fail/processing-failed/",
                "p/!{timestamp:yyyy}, f/!{firehose:error-output-type}/!{timestamp:yyyy}/any/"
                        + "!{timestamp:dd}, f/processing-failed/2018/any/27",
                "myFirehosePrefix/, \"\", myFirehosePrefix/processing-failed/2018/08/27/10/",
                "\"\", \"\", processing-failed/2018/08/27/10/",
                "data/, errors-, errors-processing-failed/2018/08/27/10/",
                "!{timestamp:yyyy}, errors/, errors/processing-failed/2018/08/27/10/",
            })
    void evaluatesErrorPrefixes(String prefix, String errorPrefix, String expected) {
        Prefixes prefixes = Prefixes.parse(prefix, errorPrefix);

        assertThat(
                        prefixes.evaluateErrors(
                                ARRIVAL, utc(), new Random(1), ErrorOutput.PROCESSING_FAILED))
                .isEqualTo(expected);
        assertThat(violation(prefix, errorPrefix)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "!{timestamp:yyyy}| \"\"| ErrorOutputPrefix cannot be null or empty when Prefix"
                        + " contains expressions",
                "\"\"| e/!{timestamp:yyyy}|"
                        + " ErrorOutputPrefix must contain at least one occurrence of"
                        + " !{firehose:error-output-type}",
                "!{firehose:error-output-type}| f/!{firehose:error-output-type}|"
                        + " Prefix must not contain any occurrence of"
                        + " !{firehose:error-output-type}",
                "a!{| \"\"| Invalid expression usage",
                "a!{}| \"\"| Invalid expression usage",
                "a!{timestamp}| \"\"| Invalid expression usage",
                "a!{timestamp:}| \"\"| Invalid expression usage",
                "a!{firehose:}| \"\"| Invalid expression usage",
                "a!{timestamp:yyyy!{timestamp:yyyy}}| \"\"| Invalid expression usage",
                "ok| a!{| Invalid expression usage",
                "!{time:yyyy}| \"\"| Namespace to the left of colon (time) is an invalid keyword!",
                "!{:x}| \"\"| Namespace to the left of colon () is an invalid keyword!",
                "!{Timestamp:yyyy}| \"\"|"
                        + " Namespace to the left of colon (Timestamp) is an invalid keyword!",
                "!{timestamp:yyyyI}| \"\"| Invalid conversion character used in the value of the"
                        + " expression !{timestamp:yyyyI}",
                "!{timestamp:pd}| \"\"| Invalid conversion character used in the value of the"
                        + " expression !{timestamp:pd}",
                "!{timestamp:'open}| \"\"| Invalid conversion character used in the value of the"
                        + " expression !{timestamp:'open}",
                "!{firehose:random}| \"\"| Invalid conversion character used in the value of the"
                        + " expression !{firehose:random}",
                "\"\"| !{firehose:error-output-type}/!{partitionKeyFromQuery:k}|"
                        + " Dynamic Partitioning Namespaces can't be part of an error prefix"
                        + " expression",
            })
    void refusesWithTheServicesWords(String prefix, String errorPrefix, String message) {
        assertThat(violation(prefix, errorPrefix)).contains(WRAPPER + message);
    }

    @Test
    void refusesPartitionKeysWithoutDynamicPartitioning() {
        assertThat(violation("!{partitionKeyFromQuery:k}", ERRORS))
                .contains(
                        "Dynamic Partitioning Namespaces can only be part of a prefix expression"
                                + " when Dynamic Partitioning is enabled.");
    }

    @Test
    void asksForPartitionKeysUnderDynamicPartitioning() {
        assertThat(Prefixes.violation("!{timestamp:yyyy}", ERRORS, Partitioning.DYNAMIC, NOW))
                .contains(
                        WRAPPER
                                + "S3 Prefix should contain Dynamic Partitioning namespaces when"
                                + " Dynamic Partitioning is enabled");
        String keyed = "!{partitionKeyFromLambda:k}/!{timestamp:yyyy}";
        assertThat(Prefixes.violation(keyed, ERRORS, Partitioning.DYNAMIC, NOW)).isEmpty();
    }

    @Test
    void limitsTheEvaluatedLength() {
        assertThat(violation("x".repeat(512), "y".repeat(512))).isEmpty();
        assertThat(violation("x".repeat(508) + "!{timestamp:yyyy}", ERRORS)).isEmpty();
        assertThat(violation("x".repeat(509) + "!{timestamp:yyyy}", ERRORS))
                .contains(WRAPPER + "Length of evaluated prefix cannot be greater than 512");
        assertThat(violation("x".repeat(513), ""))
                .contains(WRAPPER + "Length of evaluated prefix cannot be greater than 512");
        assertThat(violation("", "y".repeat(496) + "!{firehose:error-output-type}"))
                .contains(
                        WRAPPER
                                + "Length of evaluated ErrorOutputPrefix cannot be greater than"
                                + " 512");
    }

    @Test
    void rejectsTheTimestampLettersTheServiceRejects() {
        Set<String> rejected =
                IntStream.concat(IntStream.rangeClosed('A', 'Z'), IntStream.rangeClosed('a', 'z'))
                        .mapToObj(Character::toString)
                        .filter(
                                letter ->
                                        violation("!{timestamp:" + letter + "}", ERRORS)
                                                .isPresent())
                        .collect(Collectors.toSet());

        assertThat(rejected)
                .containsExactlyInAnyOrder("C I J P R T U V b f i j l o p r t".split(" "));
    }

    @Test
    void refusesAnyExpressionWhereNoneIsKnown() {
        assertThat(Prefixes.violationWithoutExpressions("a/", "")).isEmpty();
        assertThat(Prefixes.violationWithoutExpressions("!{timestamp:yyyy}", ""))
                .hasValueSatisfying(text -> assertThat(text).contains("not supported for this"));
        assertThat(Prefixes.violationWithoutExpressions("", "e/")).isPresent();
    }

    private static String evaluate(String prefix, Instant arrival, ZoneId zone) {
        return Prefixes.parse(prefix, ERRORS)
                .evaluate(arrival, zone, new Random(1), PartitionKeys.NONE);
    }

    private static Optional<String> violation(String prefix, String errorPrefix) {
        return Prefixes.violation(prefix, errorPrefix, Partitioning.NONE, NOW);
    }

    private static ZoneId utc() {
        return ZoneOffset.UTC;
    }
}
