package io.hydrant.delivery.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/// Frames of three records, of which the second was split into four.
class SubRecordProgressTest {
    private static final int PER_FRAME = 6;
    private static final int ALL = 240;
    private static final int FRAMES = 1_000;

    @Test
    void agreesWithASetWhateverIsDoneInWhateverOrder() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int begin = random.nextInt(20);
            TrackProgress track = new TrackProgress(position(begin));
            TreeSet<Integer> model = new TreeSet<>();
            int longest = 1 + random.nextInt(30);
            for (int i = 0; i < 150; i++) {
                int from = random.nextInt(ALL);
                int to = Math.min(ALL, from + 1 + random.nextInt(longest));
                track.markDone(
                        new PositionRanges(
                                List.of(new PositionRange(position(from), position(to)))));
                for (int done = from; done < to; done++) {
                    model.add(done);
                }
            }
            check(track, begin, model, "seed " + seed);
            check(TrackProgress.of(track.toProgress()), begin, model, "copy, seed " + seed);
        }
    }

    @Test
    void millionsOfGapsTakeLittleMemory() {
        TrackProgress track = new TrackProgress(Position.START);
        for (int frame = 0; frame < FRAMES; frame++) {
            PositionRanges.Builder some = new PositionRanges.Builder();
            for (int record = 1; record < 500; record += 2) {
                Position next =
                        record == 499
                                ? Position.ofFrame(frame + 1)
                                : new Position(frame, record + 1, 0);
                some.add(new Position(frame, record, 0), next);
            }
            track.markDone(some.build());
        }
        assertThat(track.watermark()).isEqualTo(Position.START);
        assertThat(track.isDone(new Position(FRAMES - 1, 77, 0))).isTrue();
        assertThat(track.isDone(new Position(FRAMES - 1, 78, 0))).isFalse();
        PositionRanges gaps = track.gaps(Position.START, Position.ofFrame(FRAMES));
        assertThat(gaps.count()).isEqualTo(FRAMES * 250);
        track.markDone(gaps);
        assertThat(track.watermark()).isEqualTo(Position.ofFrame(FRAMES));
    }

    private static void check(TrackProgress track, int begin, TreeSet<Integer> model, String what) {
        int low = begin;
        while (model.contains(low)) {
            low++;
        }
        assertThat(track.watermark()).as(what).isEqualTo(position(low));
        for (int i = 0; i < ALL + 10; i++) {
            assertThat(track.isDone(position(i)))
                    .as("%s, position %d", what, i)
                    .isEqualTo(i < begin || model.contains(i));
        }
        int end = model.isEmpty() ? low : Math.max(low, model.last() + 1);
        assertThat(track.doneEnd()).as(what).isEqualTo(position(end));
        PositionRanges.Builder gaps = new PositionRanges.Builder();
        for (int i = low; i < ALL; i++) {
            if (!model.contains(i)) {
                gaps.add(position(i), position(i + 1));
            }
        }
        assertThat(track.gaps(Position.START, position(ALL))).as(what).isEqualTo(gaps.build());
    }

    private static Position position(int ordinal) {
        int inFrame = ordinal % PER_FRAME;
        long frame = ordinal / PER_FRAME;
        if (inFrame == 0) {
            return Position.ofFrame(frame);
        }
        return inFrame == PER_FRAME - 1
                ? new Position(frame, 2, 0)
                : new Position(frame, 1, inFrame - 1);
    }
}
