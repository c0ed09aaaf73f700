package io.hydrant.formats.json.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

class TimestampsTest {
    private final Timestamps timestamps = new Timestamps();

    @ParameterizedTest
    @CsvSource({
        "2026-09-07 08:09:10, 2026-09-07T08:09:10Z",
        "2026-9-7 8:9:1, 2026-09-07T08:09:01Z",
        "' 2026-9-7 8:9:1.5 ', 2026-09-07T08:09:01.5Z",
        "2026-9-17 18:9:01.123456789, 2026-09-17T18:09:01.123456789Z",
        "1969-12-31 23:59:59.999999999, 1969-12-31T23:59:59.999999999Z",
        "2024-02-29 00:00:00, 2024-02-29T00:00:00Z",
        "2018-02-07T20:00:00Z, 2018-02-07T20:00:00Z",
        "2014-08-25T00:24:27.41103928Z, 2014-08-25T00:24:27.41103928Z",
        "1518033528, 2018-02-07T19:58:48Z",
        "1518033528.123, 2018-02-07T19:58:48.123Z",
        "1518033528.1234567899, 2018-02-07T19:58:48.123456789Z",
        "1518033528123, 2018-02-07T19:58:48.123Z",
        "1518033528123.456, 2018-02-07T19:58:48.123456Z",
        "-1518033528.5, 1921-11-24T04:01:11.500Z",
        "1.518033528e9, 2018-02-07T19:58:48Z",
        "1518033528123e-3, 2018-02-07T19:58:48.123Z",
        "0.0000000019, 1970-01-01T00:00:00.000000001Z",
        "5e-2, 1970-01-01T00:00:00.05Z",
        "1e-999999999999, 1970-01-01T00:00:00Z",
        "0e999999999999, 1970-01-01T00:00:00Z",
        "-0, 1970-01-01T00:00:00Z",
        "1000000000000, 2001-09-09T01:46:40Z",
        "-1000000000000, 1938-04-24T22:13:20Z",
        "+1, 1970-01-01T00:00:01Z",
        "1., 1970-01-01T00:00:01Z",
        ".5, 1970-01-01T00:00:00.5Z",
        "000000000000000000000000000001, 1970-01-01T00:00:01Z",
    })
    void readsEveryForm(String text, Instant instant) {
        assertThat(parse(text)).as(text).isTrue();
        assertThat(timestamps.epochNanos())
                .isEqualTo(ChronoUnit.NANOS.between(Instant.EPOCH, instant));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "oops",
                "2026-09-07",
                "2026-9-7T08:09:10Z",
                "2026-09-07T08:09:10",
                "2026-09-07T08:09:10+00:00",
                "2026-09-07T08:09:10.Z",
                "2026-09-07T08:09:10.1234567891Z",
                "2026-09-07T24:00:00Z",
                "2026-09-07t08:09:10z",
                " 2026-09-07T08:09:10Z",
                "2026-09-07 08:09:10Z",
                "2026-09-07 08:09",
                "2026-09-07 08:09:10.",
                "2026-09-07 08:09:10.1234567891",
                "2026-09-07 24:00:00",
                "2026-09-07 08:60:00",
                "2026-09-07 08:09:60",
                "2026-13-07 08:09:10",
                "2026-00-07 08:09:10",
                "2026-02-30 08:09:10",
                "2023-02-29 08:09:10",
                "2026-009-07 08:09:10",
                "26-09-07 08:09:10",
                "-026-09-07 08:09:10",
                "2026-09-07  08:09:10",
                "1e",
                "e5",
                "1e+",
                ".",
                "-",
                "1.2.3",
                " 1",
                "1 ",
                "0x10",
                "NaN",
                "9223372036854775808",
                "1e19",
                "1e999999999999",
            })
    void refusesEverythingElse(String text) {
        assertThat(parse(text)).as(text).isFalse();
    }

    @Test
    void wrapsAroundWhereTheServiceDoes() {
        assertThat(parse("999999999999")).isTrue();
        assertThat(Instant.ofEpochSecond(0, timestamps.epochNanos()).toString())
                .startsWith("2092-10-26");
        assertThat(parse("9999-12-31 23:59:59")).isTrue();
        assertThat(timestamps.epochNanos()).isEqualTo(253_402_300_799L * 1_000_000_000L);
    }

    private boolean parse(String text) {
        byte[] bytes = ("#" + text + "7").getBytes(StandardCharsets.UTF_8);
        return timestamps.parse(bytes, 1, bytes.length - 1);
    }
}
