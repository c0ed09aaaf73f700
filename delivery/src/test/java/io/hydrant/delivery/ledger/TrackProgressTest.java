package io.hydrant.delivery.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

class TrackProgressTest {
    private static final int RECORDS_PER_FRAME = 3;

    /// Some frames are kept together: the tests cross the border.
    private static final long FIRST_FRAME = DoneInBlock.FRAMES - 7;

    @Test
    void watermarkMovesOverWhatIsDoneWithoutGap() {
        TrackProgress track = new TrackProgress(position(0));
        track.markDone(range(3, 6));
        assertThat(track.watermark()).isEqualTo(position(0));
        track.markDone(range(0, 3));
        assertThat(track.watermark()).isEqualTo(position(6));
    }

    @Test
    void marksTheSamePositionsTwiceWithoutHarm() {
        TrackProgress track = new TrackProgress(position(0));
        track.markDone(range(2, 5));
        track.markDone(range(1, 7));
        track.markDone(range(2, 5));
        assertThat(track.isDone(position(0))).isFalse();
        assertThat(track.isDone(position(6))).isTrue();
        assertThat(track.isDone(position(7))).isFalse();
        assertThat(track.doneEnd()).isEqualTo(position(7));
    }

    @Test
    void agreesWithASetWhateverTheOrder() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            TrackProgress track = new TrackProgress(position(0));
            Set<Integer> model = new HashSet<>();
            List<Integer> starts = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                starts.add(i * 2);
            }
            Collections.shuffle(starts, random);
            for (int start : starts) {
                int end = start + 1 + random.nextInt(3);
                track.markDone(range(start, end));
                for (int i = start; i < end; i++) {
                    model.add(i);
                }
                check(track, model, seed);
            }
            TrackProgress copy = TrackProgress.of(track.toProgress());
            check(copy, model, seed);
        }
    }

    private static void check(TrackProgress track, Set<Integer> model, long seed) {
        int low = 0;
        while (model.contains(low)) {
            low++;
        }
        assertThat(track.watermark()).as("seed %d", seed).isEqualTo(position(low));
        for (int i = 0; i < 90; i++) {
            assertThat(track.isDone(position(i)))
                    .as("seed %d, position %d", seed, i)
                    .isEqualTo(model.contains(i));
        }
    }

    @Test
    void gapsAndDoneRangesTogetherAreEverything() {
        for (long seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            TrackProgress track = new TrackProgress(position(random.nextInt(5)));
            for (int i = 0; i < 10; i++) {
                int start = random.nextInt(60);
                track.markDone(range(start, start + 1 + random.nextInt(6)));
            }
            int from = random.nextInt(40);
            int to = from + random.nextInt(40);
            PositionRanges gaps = track.gaps(position(from), position(to));
            for (int i = 0; i < 90; i++) {
                Position at = position(i);
                boolean gap = contains(gaps, at);
                assertThat(gap)
                        .as("seed %d, position %d", seed, i)
                        .isEqualTo(i >= from && i < to && !track.isDone(at));
            }
        }
    }

    private static boolean contains(PositionRanges ranges, Position at) {
        for (PositionRange range : ranges.ranges()) {
            if (range.contains(at)) {
                return true;
            }
        }
        return false;
    }

    private static PositionRanges range(int from, int to) {
        return new PositionRanges(List.of(new PositionRange(position(from), position(to))));
    }

    private static Position position(int ordinal) {
        return new Position(
                FIRST_FRAME + ordinal / RECORDS_PER_FRAME, ordinal % RECORDS_PER_FRAME, 0);
    }
}
