package io.hydrant.delivery.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class PositionRangesTest {
    @Test
    void givesBackWhatWasCollectedJoined() throws IOException {
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            PositionRanges.Builder builder = new PositionRanges.Builder();
            List<PositionRange> model = new ArrayList<>();
            Position at = step(Position.START, random);
            for (int i = random.nextInt(30); i > 0; i--) {
                Position to = step(at, random);
                builder.add(at, to);
                join(model, new PositionRange(at, to));
                at = random.nextBoolean() ? to : step(to, random);
                assertThat(list(builder.build())).as("seed %d", seed).isEqualTo(model);
            }
            PositionRanges ranges = builder.build();
            assertThat(ranges).as("seed %d", seed).isEqualTo(new PositionRanges(model));
            assertThat(ranges.count()).isEqualTo(model.size());
            assertThat(decoded(encoded(ranges))).as("seed %d", seed).isEqualTo(ranges);
            if (!model.isEmpty()) {
                assertThat(ranges.first()).isEqualTo(model.getFirst().from());
                assertThat(ranges.end()).isEqualTo(model.getLast().to());
            }
        }
    }

    @Test
    void aBoundaryCutsThemInTwo() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            PositionRanges.Builder builder = new PositionRanges.Builder();
            Position at = step(Position.START, random);
            for (int i = 0; i < 10; i++) {
                Position to = step(at, random);
                builder.add(at, to);
                at = step(to, random);
            }
            PositionRanges all = builder.build();
            Position boundary = new Position(random.nextInt(60), random.nextInt(3), 0);
            PositionRanges.Builder again = new PositionRanges.Builder();
            all.below(boundary).ranges().forEach(range -> again.add(range.from(), range.to()));
            all.from(boundary).ranges().forEach(range -> again.add(range.from(), range.to()));
            assertThat(again.build()).as("seed %d", seed).isEqualTo(all);
        }
    }

    @Test
    void aRecordAmongOthersTakesFewBytes() {
        PositionRanges.Builder builder = new PositionRanges.Builder();
        for (int i = 0; i < 1_000; i++) {
            builder.add(new Position(i * 7L, i % 500, 0), new Position(i * 7L, i % 500 + 1, 0));
        }
        assertThat(builder.bytes()).isLessThan(5_000);
    }

    @Test
    void manyAreWrittenAsTheyAreHeldAndFewWithAllTheirNumbers() throws IOException {
        PositionRanges.Builder builder = new PositionRanges.Builder();
        for (int record = 0; record < 8; record++) {
            builder.add(new Position(5, 2 * record, 0), new Position(5, 2 * record + 1, 0));
        }
        PositionRanges few = builder.build();
        builder.add(new Position(6, 1, 2), new Position(9, 0, 0));
        PositionRanges many = builder.build();

        assertThat(encoded(few)).hasSize(1 + 8 * 6).startsWith(8, 5, 0, 0, 0, 1, 0);
        assertThat(encoded(many)).hasSize(4 + 8 * 2 + 6).endsWith(3, 1, 2, 3, 0, 0);
        assertThat(decoded(encoded(few))).isEqualTo(few);
        assertThat(list(decoded(encoded(many)))).isEqualTo(list(many));
    }

    @Test
    void bytesThatAreNoSortedSetAreRefused() throws IOException {
        PositionRanges twice =
                new PositionRanges.Builder()
                        .add(new Position(1, 0, 0), new Position(1, 2, 0))
                        .add(new Position(3, 0, 0), new Position(4, 0, 0))
                        .build();
        byte[] bytes = encoded(twice);
        bytes[7] = 0; // the second range begins in the frame where the first one ends
        bytes[8] = 1;
        assertThatThrownBy(() -> decoded(bytes)).isInstanceOf(IOException.class);
    }

    private static Position step(Position from, Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> new Position(from.offset() + 1 + random.nextInt(300), random.nextInt(3), 0);
            case 1 -> new Position(from.offset(), from.record() + 1 + random.nextInt(200), 0);
            default -> new Position(from.offset(), from.record(), from.sub() + 1);
        };
    }

    private static void join(List<PositionRange> model, PositionRange next) {
        if (!model.isEmpty() && model.getLast().to().equals(next.from())) {
            model.add(new PositionRange(model.removeLast().from(), next.to()));
        } else {
            model.add(next);
        }
    }

    private static List<PositionRange> list(PositionRanges ranges) {
        List<PositionRange> list = new ArrayList<>();
        ranges.ranges().forEach(list::add);
        return list;
    }

    private static byte[] encoded(PositionRanges ranges) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ranges.encode(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static PositionRanges decoded(byte[] bytes) throws IOException {
        return PositionRanges.decode(new DataInputStream(new ByteArrayInputStream(bytes)));
    }
}
