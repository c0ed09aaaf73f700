package io.hydrant.delivery.ledger;

import java.util.BitSet;
import java.util.Optional;

/// What is done of some thousand frames, one behind the other: as a whole or in part. Frames are
/// numbered from the block's first one on. For one thread.
final class DoneInBlock {
    static final int BITS = 12;
    static final int FRAMES = 1 << BITS;

    private static final DoneInFrame[] NONE = new DoneInFrame[0];

    private final long number;
    private final BitSet whole = new BitSet(FRAMES);

    /// By frame; `null` for those that are not done in part. Empty while there are none.
    private DoneInFrame[] partly = NONE;

    private int partlyCount;

    /// @param number the offset of its first frame in blocks
    DoneInBlock(long number) {
        this.number = number;
    }

    long number() {
        return number;
    }

    boolean isEmpty() {
        return partlyCount == 0 && whole.isEmpty();
    }

    boolean contains(int frame, Position position) {
        return whole.get(frame) || partly(frame).filter(it -> it.contains(position)).isPresent();
    }

    /// What is done of a frame that is done in part.
    Optional<DoneInFrame> partly(int frame) {
        return partlyCount == 0 ? Optional.empty() : Optional.ofNullable(partly[frame]);
    }

    /// @param range that begins in the frame and ends in it, or where the next one begins
    void addPart(int frame, PositionRange range) {
        if (whole.get(frame)) {
            return;
        }
        if (partlyCount == 0) {
            partly = new DoneInFrame[FRAMES];
        }
        if (partly[frame] == null) {
            partly[frame] = new DoneInFrame(range.from().offset());
            partlyCount++;
        }
        partly[frame].add(range);
        if (partly[frame].isAll()) {
            addWhole(frame, frame + 1);
        }
    }

    void addWhole(int from, int to) {
        whole.set(from, to);
        forgetPartly(from, to);
    }

    void forgetBelow(int frame) {
        whole.clear(0, frame);
        forgetPartly(0, frame);
    }

    /// The first frame, from one on, that is not done as a whole; [#FRAMES] if there is none.
    int nextNotWhole(int from) {
        return whole.nextClearBit(from);
    }

    /// The first frame, from one on, that is done as a whole or in part; [#FRAMES] if there is
    /// none.
    int next(int from) {
        int nextWhole = whole.nextSetBit(from);
        int end = nextWhole < 0 ? FRAMES : nextWhole;
        for (int frame = from; frame < end && partlyCount > 0; frame++) {
            if (partly[frame] != null) {
                return frame;
            }
        }
        return end;
    }

    /// No position at or after it is done.
    Position end() {
        int wholeEnd = whole.length();
        for (int frame = FRAMES - 1; frame >= wholeEnd && partlyCount > 0; frame--) {
            if (partly[frame] != null) {
                return partly[frame].end();
            }
        }
        return Position.ofFrame((number << BITS) + wholeEnd);
    }

    private void forgetPartly(int from, int to) {
        for (int frame = from; frame < to && partlyCount > 0; frame++) {
            if (partly[frame] != null) {
                partly[frame] = null;
                partlyCount--;
            }
        }
        partly = partlyCount == 0 ? NONE : partly;
    }
}
