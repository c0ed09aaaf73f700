package io.hydrant.delivery.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.delivery.ledger.Position;
import io.hydrant.delivery.ledger.PositionRange;
import io.hydrant.delivery.ledger.PositionRanges;
import io.hydrant.streams.log.Frame;
import io.hydrant.streams.log.FrameReader;
import io.hydrant.streams.log.LogFailed;
import io.hydrant.streams.log.LogFull;
import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.log.MemoryLog;
import io.hydrant.streams.log.PartitionName;
import io.hydrant.streams.log.StoredFrame;
import io.hydrant.streams.log.StreamLog.Purpose;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

class AnswerLogTest {
    private final MemoryLog log = new MemoryLog(InstantSource.system());
    private final LogPartition partition =
            log.partition(new PartitionName("processed"), Purpose.BOOKKEEPING);
    private final List<PositionRange> discarded = new ArrayList<>();
    private boolean discardFails;
    private final AnswerLog answers = new AnswerLog(new Target());

    @Test
    void keepsFramesInOrder() {
        answers.append(frames("a", "b"));
        answers.append(frames("c"));
        assertThat(texts()).containsExactly("a", "b", "c");
        assertThat(answers.answeredEnd()).hasValue(3);
    }

    @Test
    void appendsOnlyWhatIsMissingWhenItIsCalledAgain() {
        refusing(false, true, true);
        assertThatThrownBy(() -> answers.append(frames("a", "b", "c"))).isInstanceOf(LogFull.class);
        assertThat(answers.answeredEnd()).as("the answer is there in part").hasValue(0);
        answers.append(frames("a", "b", "c"));
        assertThat(texts()).containsExactly("a", "b", "c");
        assertThat(answers.answeredEnd()).hasValue(3);
        assertThat(discarded).isEmpty();
    }

    @Test
    void discardsFramesThatLieBehindOneThatWasRefused() {
        refusing(false, true, false);
        assertThatThrownBy(() -> answers.append(frames("a", "b", "c"))).isInstanceOf(LogFull.class);
        answers.append(frames("a", "b", "c"));
        assertThat(texts()).containsExactly("a", "c", "b", "c");
        assertThat(discarded)
                .containsExactly(new PositionRange(Position.ofFrame(1), Position.ofFrame(2)));
        assertThat(answers.answeredEnd()).hasValue(4);
    }

    @Test
    void appendsNothingBeforeStraysAreDiscarded() {
        refusing(true, false);
        discardFails = true;
        assertThatThrownBy(() -> answers.append(frames("a", "b"))).isInstanceOf(LogFull.class);
        assertThatThrownBy(() -> answers.append(frames("a", "b"))).isInstanceOf(LogFailed.class);
        assertThat(texts()).containsExactly("b");
        discardFails = false;
        answers.append(frames("a", "b"));
        assertThat(texts()).containsExactly("b", "a", "b");
        assertThat(discarded)
                .containsExactly(new PositionRange(Position.ofFrame(0), Position.ofFrame(1)));
    }

    @Test
    void opensNoLogForAnAnswerWithoutFrames() {
        answers.append(List.of());
        assertThat(answers.answeredEnd()).isEmpty();
    }

    private final class Target implements AnswerLog.Target {
        @Override
        public LogPartition log() {
            return partition;
        }

        @Override
        public void discard(PositionRanges frames) {
            if (discardFails) {
                throw new LogFailed("the ledger cannot be written");
            }
            frames.ranges().forEach(discarded::add);
        }
    }

    private void refusing(Boolean... appends) {
        Deque<Boolean> script = new ArrayDeque<>(Arrays.asList(appends));
        log.refuse(_ -> !script.isEmpty() && script.removeFirst());
    }

    private static List<Frame> frames(String... texts) {
        List<Frame> frames = new ArrayList<>();
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            frames.add(
                    new Frame(
                            ByteBuffer.allocate(0),
                            new int[] {bytes.length},
                            ByteBuffer.wrap(bytes)));
        }
        return frames;
    }

    private List<String> texts() {
        List<String> texts = new ArrayList<>();
        try (FrameReader reader = partition.reader(0)) {
            for (Optional<StoredFrame> next = reader.next();
                    next.isPresent();
                    next = reader.next()) {
                texts.add(StandardCharsets.US_ASCII.decode(next.get().payload()).toString());
            }
        }
        return texts;
    }
}
