package io.hydrant.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

class EventTimeTest {
    @ParameterizedTest
    @CsvSource({
        "2010-01-26 07:41:00, 2010-01-26T07:41:00.000Z",
        "2010-01-26T07:41:00, 2010-01-26T07:41:00.000Z",
        "2010-01-31 07:41:00, 2010-01-31T07:41:00.000Z",
        "2012-02-29 00:00:00, 2012-02-29T00:00:00.000Z",
        "2010-01-26T07:41:00Z, 2010-01-26T07:41:00.000Z",
        "2010-01-26T07:41:00.120Z, 2010-01-26T07:41:00.120Z",
        "2010-01-26 07:41:00.5, 2010-01-26T07:41:00.500Z",
        "2010-01-26T07:41:00+02:00, 2010-01-26T05:41:00.000Z",
        "2010-01-26T07:41:00-0530, 2010-01-26T13:11:00.000Z",
        "2010-01-26T07:41, 2010-01-26T07:41:00.000Z",
        "2010-01-26, 2010-01-26T00:00:00.000Z",
        "01/26/2010 07:41:00 PM, 2010-01-26T19:41:00.000Z",
        "1264491660, 2010-01-26T07:41:00.000Z",
        "1264491660.25, 2010-01-26T07:41:00.250Z",
        "1264491660123, 2010-01-26T07:41:00.123Z",
        "0, 1970-01-01T00:00:00.000Z",
    })
    void understandsWhatSourcesWrite(String text, String time) throws BrokenLine {
        byte[] bytes = ("," + text + ",").getBytes(StandardCharsets.UTF_8);

        assertThat(EventTime.text(EventTime.parse(bytes, 1, bytes.length - 1))).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "2010-13-26 07:41:00",
                "2010-02-30 07:41:00",
                "2010-01-26 24:41:00",
                "2010-01-26 07:61:00",
                "2010/01/26",
                "2010-01-26X07:41:00",
                "26.01.2010",
                "-2010-01-26 07:41:0"
            })
    void refusesWhatIsNoTime(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> EventTime.parse(bytes, 0, bytes.length))
                .isInstanceOf(BrokenLine.class)
                .hasMessage("'" + text + "' is no time");
    }
}
