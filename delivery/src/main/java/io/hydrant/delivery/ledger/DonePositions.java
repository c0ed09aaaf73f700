package io.hydrant.delivery.ledger;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Positions that are done, in whatever order they became so. For one thread.
///
/// Takes about a bit for each record, and nothing for what lies below the first that is not done:
/// the records of thousands of partitions, each of which is delivered in its own time, leave
/// millions of gaps.
final class DonePositions {
    private static final DoneInBlock NOWHERE = new DoneInBlock(-1);

    /// By their number. None is empty.
    private final TreeMap<Long, DoneInBlock> blocks = new TreeMap<>();

    /// The block that was looked at last: the next frame mostly lies in it too.
    private DoneInBlock recent = NOWHERE;

    void add(PositionRange range) {
        long first = range.from().offset();
        long last = range.to().offset();
        boolean beginsInside = !isStart(range.from());
        if (first == last) {
            addPart(range);
            return;
        }
        if (beginsInside) {
            addPart(new PositionRange(range.from(), Position.ofFrame(first + 1)));
            first++;
        }
        addWhole(first, last);
        if (!isStart(range.to())) {
            addPart(new PositionRange(Position.ofFrame(last), range.to()));
        }
    }

    boolean contains(Position position) {
        Optional<DoneInBlock> block = block(position.offset());
        int frame = frame(position.offset());
        return block.isPresent() && block.get().contains(frame, position);
    }

    /// The first position, from one on, that is not done.
    Position firstNotDone(Position from) {
        Position at = from;
        while (true) {
            long offset = nextNotWhole(at.offset());
            at = offset == at.offset() ? at : Position.ofFrame(offset);
            Optional<DoneInFrame> part = block(offset).flatMap(it -> it.partly(frame(offset)));
            if (part.isEmpty()) {
                return at;
            }
            Optional<Position> found = part.get().firstNotDone(at);
            if (found.isPresent()) {
                return found.get();
            }
            at = Position.ofFrame(offset + 1);
        }
    }

    /// The first position, from one on, that is done.
    Optional<Position> firstDone(Position from) {
        Position at = from;
        while (true) {
            Optional<Long> next = nextDone(at.offset());
            if (next.isEmpty()) {
                return Optional.empty();
            }
            long offset = next.get();
            at = offset == at.offset() ? at : Position.ofFrame(offset);
            Optional<DoneInFrame> part = block(offset).flatMap(it -> it.partly(frame(offset)));
            Optional<Position> found = part.isEmpty() ? Optional.of(at) : part.get().firstDone(at);
            if (found.isPresent()) {
                return found;
            }
            at = Position.ofFrame(offset + 1);
        }
    }

    /// No position at or after it is done.
    Position end() {
        return blocks.isEmpty() ? Position.START : blocks.lastEntry().getValue().end();
    }

    /// Forgets frames below this one.
    void forgetBelow(long offset) {
        blocks.headMap(offset >> DoneInBlock.BITS).clear();
        block(offset).ifPresent(it -> forgetBelow(it, frame(offset)));
        recent = NOWHERE;
    }

    private void forgetBelow(DoneInBlock block, int frame) {
        block.forgetBelow(frame);
        if (block.isEmpty()) {
            blocks.remove(block.number());
        }
    }

    private void addPart(PositionRange range) {
        long offset = range.from().offset();
        blockToAddTo(offset >> DoneInBlock.BITS).addPart(frame(offset), range);
    }

    private void addWhole(long from, long to) {
        long next = from;
        while (next < to) {
            long number = next >> DoneInBlock.BITS;
            long end = Math.min(to, number + 1 << DoneInBlock.BITS);
            blockToAddTo(number).addWhole(frame(next), frame(next) + (int) (end - next));
            next = end;
        }
    }

    private static boolean isStart(Position position) {
        return position.record() == 0 && position.sub() == 0;
    }

    private static int frame(long offset) {
        return (int) (offset & DoneInBlock.FRAMES - 1);
    }

    private Optional<DoneInBlock> block(long offset) {
        long number = offset >> DoneInBlock.BITS;
        return recent.number() == number
                ? Optional.of(recent)
                : Optional.ofNullable(blocks.get(number));
    }

    private DoneInBlock blockToAddTo(long number) {
        if (recent.number() != number) {
            recent = blocks.computeIfAbsent(number, DoneInBlock::new);
        }
        return recent;
    }

    private long nextNotWhole(long offset) {
        long next = offset;
        while (true) {
            Optional<DoneInBlock> block = block(next);
            if (block.isEmpty()) {
                return next;
            }
            int clear = block.get().nextNotWhole(frame(next));
            next = (block.get().number() << DoneInBlock.BITS) + clear;
            if (clear < DoneInBlock.FRAMES) {
                return next;
            }
        }
    }

    /// The first frame, from one on, that is done as a whole or in part.
    private Optional<Long> nextDone(long offset) {
        long first = offset >> DoneInBlock.BITS;
        for (Map.Entry<Long, DoneInBlock> block : blocks.tailMap(first).entrySet()) {
            int from = block.getKey() == first ? frame(offset) : 0;
            int next = block.getValue().next(from);
            if (next < DoneInBlock.FRAMES) {
                return Optional.of((block.getKey() << DoneInBlock.BITS) + next);
            }
        }
        return Optional.empty();
    }
}
