package io.hydrant.catalog.partition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Random;

class PartitionPathTest {
    private static final List<String> KEYS = List.of("year", "city");

    @Test
    void namesFoldersAsHiveDoes() {
        assertThat(PartitionPath.of(KEYS, List.of("2026", "New York")))
                .isEqualTo("year=2026/city=New York");
        assertThat(PartitionPath.of(KEYS, List.of("a/b:c", "")))
                .isEqualTo("year=a%2Fb%3Ac/city=__HIVE_DEFAULT_PARTITION__");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "year=2026/x",
                "Year=2026/city=a/x",
                "city=a/year=2026/x",
                "year=/city=a/x",
                "year=2026/city=a",
                "2026/a/x",
                "_year=1/city=a/x",
                ""
            })
    void takesOtherFoldersForNoPartition(String path) {
        assertThat(PartitionPath.values(KEYS, path)).isEmpty();
    }

    @Test
    void readsBackWhatItWrites() {
        Random random = new Random(7);
        for (int round = 0; round < 10_000; round++) {
            List<String> values = List.of(text(random), text(random));
            String path = PartitionPath.of(KEYS, values) + "/file";
            assertThat(path).doesNotContain("\n");
            assertThat(PartitionPath.values(KEYS, path)).contains(values);
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int letters = 1 + random.nextInt(6);
        for (int letter = 0; letter < letters; letter++) {
            text.appendCodePoint(
                    switch (random.nextInt(3)) {
                        case 0 -> random.nextInt(128);
                        case 1 -> 'a' + random.nextInt(26);
                        default -> 0x1F600 + random.nextInt(64);
                    });
        }
        return text.toString();
    }
}
