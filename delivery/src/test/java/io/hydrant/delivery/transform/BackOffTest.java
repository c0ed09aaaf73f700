package io.hydrant.delivery.transform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Random;

class BackOffTest {
    @ParameterizedTest
    @CsvSource({"1,100", "2,200", "5,1600", "7,6400", "8,10000", "300,10000"})
    void doublesUpToTenSecondsOfWhichChanceTakesAtMostHalf(int failures, long longestMillis) {
        BackOff backOff = new BackOff(new Random(failures));
        for (int i = 0; i < 100; i++) {
            assertThat(backOff.waitAfter(failures).toMillis())
                    .isBetween(longestMillis / 2, longestMillis);
        }
    }
}
