package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.ledger.Position;
import io.hydrant.delivery.ledger.PositionRange;
import io.hydrant.delivery.ledger.PositionRanges;
import io.hydrant.streams.log.Frame;
import io.hydrant.streams.log.LogException;
import io.hydrant.streams.log.LogFailed;
import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.log.LogPartition.Appended;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Appends the frames of answers to the processed log, those of a batch with one sync, each once
/// and in their order.
///
/// When the log refuses one frame of several it may have taken those behind it. They lie in the
/// wrong place, so they are discarded for good before their like is appended again. For one thread.
final class AnswerLog {
    private final Target target;
    private Optional<LogPartition> log = Optional.empty();

    /// Every frame below is where it belongs, or discarded.
    private long keptEnd;

    /// Every frame below belongs to an answer that is there as a whole, or is discarded.
    private long answeredEnd;

    /// Of the answer at hand, how many frames are there.
    private int kept;

    /// What the frames are appended to.
    interface Target {
        /// Opens it if need be.
        LogPartition log();

        /// Keeps that frames which nobody has read yet are not to be delivered.
        void discard(PositionRanges frames);
    }

    AnswerLog(Target target) {
        this.target = target;
    }

    /// Appends the frames of an answer. After a failure it is called again with the same.
    ///
    /// @throws LogException when some are not there yet
    void append(List<Frame> frames) {
        if (kept < frames.size()) {
            LogPartition to = opened();
            discardStrays(to);
            appendRest(frames, to);
        }
        kept = 0;
        answeredEnd = keptEnd;
    }

    /// Below it lie the answers that were appended as a whole; empty before anything was. Frames of
    /// an answer that is there in part are not known to the source yet: were they delivered, a
    /// crash would have them made again.
    OptionalLong answeredEnd() {
        return log.isPresent() ? OptionalLong.of(answeredEnd) : OptionalLong.empty();
    }

    private void appendRest(List<Frame> frames, LogPartition to) {
        List<CompletableFuture<Appended>> appends = new ArrayList<>();
        for (Frame frame : frames.subList(kept, frames.size())) {
            appends.add(to.append(frame));
        }
        Optional<LogException> failure = Optional.empty();
        for (CompletableFuture<Appended> append : appends) {
            try {
                Appended at = append.join();
                if (failure.isEmpty()) {
                    kept++;
                    keptEnd = at.offset() + 1;
                }
            } catch (CompletionException e) {
                failure = failure.or(() -> Optional.of(failure(e, to)));
            }
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    /// Nobody else appends: what lies beyond those that are known is from an append that failed.
    private void discardStrays(LogPartition from) {
        long end = from.endOffset();
        if (keptEnd < end) {
            PositionRange strays =
                    new PositionRange(Position.ofFrame(keptEnd), Position.ofFrame(end));
            target.discard(new PositionRanges(List.of(strays)));
            keptEnd = end;
        }
    }

    private LogPartition opened() {
        if (log.isEmpty()) {
            LogPartition found = target.log();
            keptEnd = found.endOffset();
            answeredEnd = keptEnd;
            log = Optional.of(found);
        }
        return log.get();
    }

    private static LogException failure(CompletionException e, LogPartition to) {
        return e.getCause() instanceof LogException failure
                ? failure
                : new LogFailed("log " + to.name() + " cannot be written", e);
    }
}
