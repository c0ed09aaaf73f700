package io.hydrant.catalog.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentReadsTest {
    private static final int COUNT_MAX = 32;

    private final RecentReads<String, Integer> recent = new RecentReads<>(COUNT_MAX);

    @Test
    void findsWhatWasReadUntilSomethingChanges() {
        recent.add("trips", 1, 1);

        assertThat(recent.find("trips", 1)).contains(1);
        assertThat(recent.find("clicks", 1)).isEmpty();
        assertThat(recent.find("trips", 2)).isEmpty();
    }

    @Test
    void doesNotTakeWhatWasReadBeforeAnotherThreadSawAChange() {
        recent.add("clicks", 1, 2);
        recent.add("trips", 1, 1);

        assertThat(recent.find("trips", 2)).isEmpty();
        assertThat(recent.find("clicks", 2)).isPresent();
    }

    @Test
    void keepsFew() {
        for (int i = 0; i <= COUNT_MAX; i++) {
            recent.add("t" + i, i, 1);
        }

        assertThat(recent.find("t0", 1)).isEmpty();
        assertThat(recent.find("t" + COUNT_MAX, 1)).contains(COUNT_MAX);
    }
}
