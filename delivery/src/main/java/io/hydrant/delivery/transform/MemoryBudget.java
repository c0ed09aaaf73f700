package io.hydrant.delivery.transform;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What the batches of all lanes may hold in memory together. Safe for use by many threads.
///
/// Lanes take turns in the order in which their batches asked; the turn of a lane goes to that of
/// its waiting batches which was submitted first. One that does not fit makes those behind it wait,
/// or the large would never get their share. A lane that has a batch at work gets another one only
/// while half of all is free: so a stream whose function hangs leaves room for others.
///
/// A batch is done only after those of its lane before it, so the first of a lane must never wait
/// for others: if it does not fit, it may be the one batch at a time that is outside of the budget.
/// So there is always one that goes on, even if all shares are held by batches that wait for the
/// first of their lane; and one that is larger than the whole budget has its turn.
///
/// At most so many invocations run at once: what a function answers is not known before, and
/// counted when it is there. All in all, batches hold at most the budget, one batch, and as many
/// answers.
final class MemoryBudget {
    private final long bytesMax;
    private final int runningMax;
    private final ReentrantLock lock = new ReentrantLock();

    /// Lanes with batches that wait: each once per batch.
    private final Deque<Lane> turns = new ArrayDeque<>();

    private long bytesHeld;
    private int running;
    private Optional<Share> outside = Optional.empty();

    MemoryBudget(long bytesMax, int runningMax) {
        this.bytesMax = bytesMax;
        this.runningMax = runningMax;
    }

    Lane lane() {
        return new Lane();
    }

    /// Held by all, but for the one that is outside of the budget.
    long bytesHeld() {
        lock.lock();
        try {
            return bytesHeld;
        } finally {
            lock.unlock();
        }
    }

    /// The shares of one lane's batches, in the order in which these were submitted.
    final class Lane {
        private final List<Share> shares = new ArrayList<>();

        /// The share of the next batch: it holds nothing yet.
        Share next() {
            lock.lock();
            try {
                Share share = new Share(this);
                shares.add(share);
                return share;
            } finally {
                lock.unlock();
            }
        }

        /// Whether one of its batches is at work.
        private boolean isBusy() {
            return shares.stream().anyMatch(share -> share.state == State.RUNNING);
        }

        private Optional<Share> firstWaiting() {
            return shares.stream().filter(share -> share.state == State.WAITING).findFirst();
        }
    }

    private enum State {
        /// Holds what it has, asks for nothing.
        RESTING,
        /// Asked for more.
        WAITING,
        /// Got it; its batch is at work.
        RUNNING,
        /// Is no share any more.
        RELEASED
    }

    /// What one batch holds. State and bytes are guarded by the budget's lock.
    final class Share {
        private final Lane lane;
        private final Condition granted = lock.newCondition();
        private State state = State.RESTING;
        private long bytes;
        private long asked;

        private Share(Lane lane) {
            this.lane = lane;
        }

        /// Asks for this much more, without waiting.
        void ask(long more) {
            lock.lock();
            try {
                if (state == State.RESTING) {
                    state = State.WAITING;
                    asked = more;
                    turns.add(lane);
                    grant();
                }
            } finally {
                lock.unlock();
            }
        }

        /// Waits for what was asked for.
        ///
        /// @throws InterruptedException also when the share was released meanwhile
        void await() throws InterruptedException {
            lock.lockInterruptibly();
            try {
                while (state == State.WAITING) {
                    granted.await();
                }
                if (state == State.RELEASED) {
                    throw new InterruptedException("the share of memory was given up");
                }
            } finally {
                lock.unlock();
            }
        }

        boolean isWaiting() {
            lock.lock();
            try {
                return state == State.WAITING;
            } finally {
                lock.unlock();
            }
        }

        /// While its batch is at work: it holds this much now, more or less than was asked for.
        void hold(long now) {
            lock.lock();
            try {
                if (state == State.RUNNING) {
                    change(now);
                    grant();
                }
            } finally {
                lock.unlock();
            }
        }

        /// Its batch is not at work any more and holds this much.
        void rest(long kept) {
            lock.lock();
            try {
                if (state == State.RUNNING) {
                    stop();
                    state = State.RESTING;
                    change(kept);
                    grant();
                }
            } finally {
                lock.unlock();
            }
        }

        /// Its batch is done, or given up. A second time changes nothing.
        void release() {
            lock.lock();
            try {
                if (state == State.RELEASED) {
                    return;
                }
                if (state == State.WAITING) {
                    turns.removeFirstOccurrence(lane);
                } else if (state == State.RUNNING) {
                    stop();
                }
                state = State.RELEASED;
                change(0);
                lane.shares.remove(this);
                granted.signalAll();
                grant();
            } finally {
                lock.unlock();
            }
        }

        private void change(long now) {
            if (isOutside()) {
                if (now == 0) {
                    outside = Optional.empty();
                }
            } else {
                bytesHeld += now - bytes;
            }
            bytes = now;
        }

        private boolean isOutside() {
            return outside.isPresent() && outside.get() == this;
        }

        private boolean isFirst() {
            return lane.shares.getFirst() == this;
        }

        private void run() {
            state = State.RUNNING;
            running += isOutside() ? 0 : 1;
            granted.signalAll();
        }

        private void stop() {
            running -= isOutside() ? 0 : 1;
        }

        /// Whether there is room for it, which is outside of the budget.
        private boolean mayMoveIn() {
            return bytesHeld + bytes <= bytesMax
                    && (state != State.RUNNING || running < runningMax);
        }

        private void moveIn() {
            outside = Optional.empty();
            bytesHeld += bytes;
            running += state == State.RUNNING ? 1 : 0;
        }
    }

    private void grant() {
        outside.filter(Share::mayMoveIn).ifPresent(Share::moveIn);
        Iterator<Lane> next = turns.iterator();
        while (next.hasNext()) {
            Lane lane = next.next();
            Share share = lane.firstWaiting().orElseThrow();
            boolean another = lane.isBusy();
            if (fits(share, another ? 2 : 1)) {
                next.remove();
                share.change(share.bytes + share.asked);
                share.run();
            } else if (!another) {
                break;
            }
        }
        if (outside.isEmpty()) {
            turns.stream()
                    .map(lane -> lane.firstWaiting().orElseThrow())
                    .filter(Share::isFirst)
                    .findFirst()
                    .ifPresent(this::letOutside);
        } else if (outside.get().state == State.WAITING) {
            letOutside(outside.get());
        }
    }

    /// @param parts that the budget is divided by
    private boolean fits(Share share, int parts) {
        return running < runningMax / parts && bytesHeld + share.asked <= bytesMax / parts;
    }

    /// Lets the first of a lane run that need not wait for its turn.
    private void letOutside(Share share) {
        turns.removeFirstOccurrence(share.lane);
        if (!share.isOutside()) {
            bytesHeld -= share.bytes;
            outside = Optional.of(share);
        }
        share.bytes += share.asked;
        share.run();
    }
}
