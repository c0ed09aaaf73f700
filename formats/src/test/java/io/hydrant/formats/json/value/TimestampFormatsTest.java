package io.hydrant.formats.json.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.kernel.error.InvalidArgument;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class TimestampFormatsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "millis",
                "yyyy-MM-dd'T'HH:mm:ss.SSSZZ",
                "yyyy/MM/dd hh:mm:ss a",
                "EEEE, d MMMM YYYY kk:mm z",
                "e D K ''",
                "'T'",
                "-",
            })
    void takesFormatsThatItCanRead(String format) {
        assertThatCode(() -> TimestampFormats.requireReadable(format)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "yyyy G | timestamp format 'yyyy G' has 'G', which is not supported",
                "CC | timestamp format 'CC' has 'CC', which is not supported",
                "xxxx-ww | timestamp format 'xxxx-ww' has 'xxxx', which is not supported",
                "HH:mm zzzz | timestamp format 'HH:mm zzzz' has 'zzzz', which is not supported",
                "uuuu-MM-dd | timestamp format 'uuuu-MM-dd' has 'uuuu', which is not supported",
                "yyyy-MM-ddTHH | timestamp format 'yyyy-MM-ddTHH' has 'T', which is not supported",
                "HH 'uhr | timestamp format 'HH 'uhr' must close its quotes",
                "\"\" | timestamp format '' must not be empty",
                "MILLIS | timestamp format 'MILLIS' has 'I', which is not supported",
            })
    void refusesOthersByName(String format, String message) {
        assertThatThrownBy(() -> TimestampFormats.requireReadable(format))
                .isInstanceOf(InvalidArgument.class)
                .hasMessage(message);
    }

    @Test
    void survivesAnyText() {
        TimestampFormats formats =
                TimestampFormats.of(
                        List.of("yyyyMMdd", "millis", "yy-D e EEE ZZ", "SSSSSSSSSSSS ZZZ", "z a"));
        String hostile = "9".repeat(100_000);
        for (String text : List.of("", "-", "'", "\ud834", hostile, "Z".repeat(100_000))) {
            assertThat(formats.parse(text)).as(text).isFalse();
        }
    }
}
