package io.hydrant.delivery.ledger;

import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Positions that are done, in whatever order they became so. For one thread.
///
/// Takes about a bit for each record, and nothing for what lies below the first that is not done:
/// the records of thousands of partitions, each of which is delivered in its own time, leave
/// millions of gaps.
final class DonePositions {
    private static final int BLOCK_BITS = 12;
    private static final int BLOCK_FRAMES = 1 << BLOCK_BITS;

    /// Frames that are done as a whole: a bit each, by the number of their block.
    private final TreeMap<Long, BitSet> blocks = new TreeMap<>();

    /// Frames that are done in part.
    private final TreeMap<Long, DoneInFrame> partly = new TreeMap<>();

    void add(PositionRange range) {
        long first = range.from().offset();
        long last = range.to().offset();
        boolean beginsInside = !range.from().equals(Position.ofFrame(first));
        boolean endsInside = !range.to().equals(Position.ofFrame(last));
        if (first == last) {
            addPart(range);
            return;
        }
        if (beginsInside) {
            addPart(new PositionRange(range.from(), Position.ofFrame(first + 1)));
            first++;
        }
        addWhole(first, last);
        if (endsInside) {
            addPart(new PositionRange(Position.ofFrame(last), range.to()));
        }
    }

    boolean contains(Position position) {
        if (isWhole(position.offset())) {
            return true;
        }
        DoneInFrame part = partly.get(position.offset());
        return part != null && part.contains(position);
    }

    /// The first position, from one on, that is not done.
    Position firstNotDone(Position from) {
        Position at = from;
        while (true) {
            long offset = nextNotWhole(at.offset());
            at = offset == at.offset() ? at : Position.ofFrame(offset);
            DoneInFrame part = partly.get(offset);
            if (part == null) {
                return at;
            }
            Optional<Position> found = part.firstNotDone(at);
            if (found.isPresent()) {
                return found.get();
            }
            at = Position.ofFrame(offset + 1);
        }
    }

    /// The first position, from one on, that is done.
    Optional<Position> firstDone(Position from) {
        if (contains(from)) {
            return Optional.of(from);
        }
        Optional<Position> inPart = Optional.empty();
        for (Map.Entry<Long, DoneInFrame> part : partly.tailMap(from.offset()).entrySet()) {
            boolean same = part.getKey() == from.offset();
            inPart = part.getValue().firstDone(same ? from : Position.ofFrame(part.getKey()));
            if (inPart.isPresent()) {
                break;
            }
        }
        Optional<Position> whole = nextWhole(from.offset() + 1).map(Position::ofFrame);
        if (whole.isEmpty() || inPart.isPresent() && inPart.get().isBefore(whole.get())) {
            return inPart;
        }
        return whole;
    }

    /// No position at or after it is done.
    Position end() {
        Position end = Position.START;
        if (!blocks.isEmpty()) {
            Map.Entry<Long, BitSet> last = blocks.lastEntry();
            long first = last.getKey() << BLOCK_BITS;
            end = Position.ofFrame(first + last.getValue().length());
        }
        Position part = partly.isEmpty() ? Position.START : partly.lastEntry().getValue().end();
        return end.isBefore(part) ? part : end;
    }

    /// Forgets frames below this one.
    void forgetBelow(long offset) {
        partly.headMap(offset).clear();
        blocks.headMap(offset >> BLOCK_BITS).clear();
        BitSet block = blocks.get(offset >> BLOCK_BITS);
        if (block != null) {
            block.clear(0, (int) (offset & BLOCK_FRAMES - 1));
            if (block.isEmpty()) {
                blocks.remove(offset >> BLOCK_BITS);
            }
        }
    }

    private void addPart(PositionRange range) {
        long offset = range.from().offset();
        if (isWhole(offset)) {
            return;
        }
        DoneInFrame part = partly.computeIfAbsent(offset, DoneInFrame::new);
        part.add(range);
        if (part.isAll()) {
            addWhole(offset, offset + 1);
        }
    }

    private void addWhole(long from, long to) {
        partly.subMap(from, to).clear();
        long next = from;
        while (next < to) {
            long block = next >> BLOCK_BITS;
            long end = Math.min(to, block + 1 << BLOCK_BITS);
            int first = (int) (next & BLOCK_FRAMES - 1);
            blocks.computeIfAbsent(block, _ -> new BitSet(BLOCK_FRAMES))
                    .set(first, first + (int) (end - next));
            next = end;
        }
    }

    private boolean isWhole(long offset) {
        BitSet block = blocks.get(offset >> BLOCK_BITS);
        return block != null && block.get((int) (offset & BLOCK_FRAMES - 1));
    }

    private long nextNotWhole(long offset) {
        long next = offset;
        while (true) {
            long block = next >> BLOCK_BITS;
            BitSet bits = blocks.get(block);
            if (bits == null) {
                return next;
            }
            int clear = bits.nextClearBit((int) (next & BLOCK_FRAMES - 1));
            next = (block << BLOCK_BITS) + clear;
            if (clear < BLOCK_FRAMES) {
                return next;
            }
        }
    }

    private Optional<Long> nextWhole(long offset) {
        for (Map.Entry<Long, BitSet> block : blocks.tailMap(offset >> BLOCK_BITS).entrySet()) {
            long first = block.getKey() << BLOCK_BITS;
            int set = block.getValue().nextSetBit((int) Math.max(0, offset - first));
            if (set >= 0) {
                return Optional.of(first + set);
            }
        }
        return Optional.empty();
    }
}
