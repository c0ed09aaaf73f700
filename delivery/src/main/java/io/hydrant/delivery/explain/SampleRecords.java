package io.hydrant.delivery.explain;

import io.hydrant.delivery.ledger.Intent;
import io.hydrant.delivery.source.LaneSource;
import io.hydrant.delivery.source.SelectedFrames;
import io.hydrant.delivery.source.SplitFrame;
import io.hydrant.streams.log.FrameReader;
import io.hydrant.streams.log.StoredFrame;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The records of a source, by the numbers that they have in the sample.
///
/// @param source the sample itself, or what a function made of it
/// @param sample as it was taken apart
record SampleRecords(LaneSource source, SplitFrame sample) {
    /// Looks at a record.
    interface Visitor {
        void visit(int number, SplitFrame frame, int index);
    }

    /// Visits all that may be delivered: neither refused nor failed.
    void visitDeliverable(Visitor visitor) {
        try (FrameReader frames = source.reader(source.firstOffset())) {
            Optional<StoredFrame> next = frames.next();
            while (next.isPresent()) {
                SplitFrame frame = source.split(next.get());
                for (int i = 0; i < frame.count(); i++) {
                    if (frame.refusal(i).isEmpty() && frame.errorOutput(i).isEmpty()) {
                        visitor.visit(number(frame, i), frame, i);
                    }
                }
                next = frames.next();
            }
        }
    }

    /// Visits those of an object, in its order.
    void visit(Intent intent, Visitor visitor) {
        try {
            new SelectedFrames(source, intent.positions())
                    .visit(
                            (frame, first, end) -> {
                                for (int i = first; i < end; i++) {
                                    visitor.visit(number(frame, i), frame, i);
                                }
                                return true;
                            });
        } catch (IOException e) {
            throw new UncheckedIOException("nothing that is read here can fail", e);
        }
    }

    List<Integer> numbers(Intent intent) {
        List<Integer> numbers = new ArrayList<>();
        visit(intent, (number, _, _) -> numbers.add(number));
        return numbers;
    }

    private int number(SplitFrame frame, int index) {
        return sample.indexAt(frame.origin(index)) + 1;
    }
}
