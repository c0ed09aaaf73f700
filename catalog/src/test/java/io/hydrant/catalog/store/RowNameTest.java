package io.hydrant.catalog.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.control.NameRange;

import org.junit.jupiter.api.Test;

import java.util.List;

class RowNameTest {
    private static final List<List<String>> ALL =
            List.of(
                    List.of("t", "a"),
                    List.of("t", "a", "b"),
                    List.of("t", "a", "\u0001"),
                    List.of("t", "a\u0001b"),
                    List.of("t", "a\u0002"),
                    List.of("t", "\u0000\u0001\u0002x"),
                    List.of("t\u0002", "a"),
                    List.of("t", "ü\uD83D\uDE00/=%"));

    @Test
    void partsComeBackAsTheyWerePut() {
        for (List<String> parts : ALL) {
            assertThat(RowName.parts(RowName.of(parts))).isEqualTo(parts);
            assertThat(RowName.of(parts)).doesNotContain("\u0000");
        }
        assertThat(ALL.stream().map(RowName::of)).doesNotHaveDuplicates();
    }

    @Test
    void aRangeHoldsWhatHasTheSameFirstPartsAndMore() {
        NameRange range = RowName.under(List.of("t", "a"));
        assertThat(ALL.stream().filter(parts -> within(range, RowName.of(parts))))
                .containsExactly(List.of("t", "a", "b"), List.of("t", "a", "\u0001"));
    }

    private static boolean within(NameRange range, String name) {
        return name.compareTo(range.after()) > 0 && name.compareTo(range.before()) < 0;
    }
}
