package io.hydrant.delivery.subrecord;

import static io.hydrant.delivery.subrecord.Taken.delimitedBy;
import static io.hydrant.delivery.subrecord.Taken.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.delivery.plan.SubRecordRules.DeAggregation;
import io.hydrant.kernel.error.InvalidArgument;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class DelimitedDeAggregationTest {
    private static void splits(String delimiter, String record, String... pieces) {
        assertThat(split(delimitedBy(delimiter), record)).as(record).containsExactly(pieces);
    }

    @Test
    void splitsAtTheDelimiterAndRemovesIt() {
        splits("####", "{\"a\":1}####{\"b\":2}", "{\"a\":1}", "{\"b\":2}");
        splits("\n", "a\n b \nc", "a", " b ", "c");
        splits("##", "a#b##c", "a#b", "c");
        splits("##", "a###b", "a", "#b");
        splits("\u20ac", "a\u20acb", "a", "b");
        splits(",", "whole", "whole");
    }

    @Test
    void leavesOutEmptyPieces() {
        splits("\n", "a\nb\n", "a", "b");
        splits("\n", "\n\na\n\n\nb", "a", "b");
        splits("##", "####", "");
        splits("\n", "\n", "");
        splits("\n", "", "");
    }

    @Test
    void splitsIntoFiveHundredAndLeavesLargerRecordsAsTheyAre() {
        assertThat(split(delimitedBy("\n"), "a\n".repeat(500))).hasSize(500);
        splits("\n", "a\n".repeat(501), "a\n".repeat(501));
    }

    @Test
    void takesTheDelimiterAsItIsConfigured() {
        assertThat(new DeAggregation.Delimited("IyMjIw==").delimiter())
                .isEqualTo(Taken.bytes("####"));
        assertThatThrownBy(() -> new DeAggregation.Delimited("#"))
                .isInstanceOf(InvalidArgument.class)
                .hasMessage("delimiterBase64 must be Base64 but was #");
        assertThatThrownBy(() -> new DeAggregation.Delimited(""))
                .isInstanceOf(InvalidArgument.class)
                .hasMessage("delimiterBase64 must not be empty");
    }

    @Test
    void splitsLikeANaiveSplitter() {
        for (int seed = 0; seed < 5000; seed++) {
            Random random = new Random(seed);
            List<String> delimiters = List.of("a", "ab", "ab#", "aa", "aab", "aabaa", "abab");
            String delimiter = delimiters.get(seed % delimiters.size());
            StringBuilder record = new StringBuilder();
            for (int i = random.nextInt(40); i > 0; i--) {
                record.append("aab#".charAt(random.nextInt(3 + seed % 2)));
            }
            List<String> expected = new ArrayList<>();
            int from = 0;
            while (from <= record.length()) {
                int to = record.indexOf(delimiter, from);
                to = to < 0 ? record.length() : to;
                if (to > from) {
                    expected.add(record.substring(from, to));
                }
                from = to + delimiter.length();
            }
            assertThat(split(delimitedBy(delimiter), record.toString()))
                    .as("seed %d", seed)
                    .isEqualTo(expected.isEmpty() ? List.of("") : expected);
        }
    }
}
