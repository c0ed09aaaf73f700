package io.hydrant.catalog.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.catalog.refusal.InvalidInput;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamePatternTest {
    @ParameterizedTest
    @CsvSource({
        "trips,trips,true",
        "TRIPS,trips,true",
        "trip,trips,false",
        "*,trips,true",
        ".*,trips,true",
        "tr*,trips,true",
        "*ips,trips,true",
        "*rip*,trips,true",
        "*x*,trips,false",
        "t.*s,trips,true",
        "t[a-r]ips,trips,true",
        "t[a-r]*ips,trrrips,true",
        "trips|zones,zones,true",
        "(trips|zones),fares,false",
        "trips_?,trips,true",
    })
    void namesMatchAsRegularExpressionsOrByStars(String pattern, String name, boolean matches) {
        assertThat(new NamePattern(pattern).test(name)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "[a", "a{", "\\"})
    void whatIsNeitherIsRefused(String pattern) {
        assertThatThrownBy(() -> new NamePattern(pattern))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("Expression '" + pattern + "' is no regular expression.");
    }

    @Test
    void aPatternThatWouldTakeForeverMatchesNothing() {
        assertThat(new NamePattern("(a+)+$").test("a".repeat(200) + "b")).isFalse();
        assertThat(new NamePattern("(a|aa)+b").test("a".repeat(255))).isFalse();
    }
}
