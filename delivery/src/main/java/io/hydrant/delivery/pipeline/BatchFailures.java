package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.transform.Failure;
import io.hydrant.delivery.transform.Processed;
import io.hydrant.delivery.transform.ProcessedFrame;
import io.hydrant.delivery.transform.ProcessedFrames;
import io.hydrant.delivery.transform.TransformedBatch;
import io.hydrant.streams.log.Frame;
import io.hydrant.streams.log.StoredFrame;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Why records of a batch failed.
///
/// @param first the first failure with its code
/// @param records how many failed with it
record BatchFailures(Failure first, long records) {
    /// For each code one.
    static List<BatchFailures> of(TransformedBatch batch) {
        Map<String, BatchFailures> byCode = new LinkedHashMap<>();
        if (batch.counts().failed() > 0) {
            batch.frames().forEach(frame -> add(frame, byCode));
        }
        return List.copyOf(byCode.values());
    }

    private static void add(Frame frame, Map<String, BatchFailures> byCode) {
        ProcessedFrame processed = ProcessedFrames.read(new Unstored(frame), "an answer");
        if (processed.isPlain()) {
            return;
        }
        for (int i = 0; i < frame.recordBytes().length; i++) {
            if (processed.outcome(i) instanceof Processed.Failed(Failure failure)) {
                byCode.merge(
                        failure.code(),
                        new BatchFailures(failure, 1),
                        (known, one) ->
                                new BatchFailures(known.first(), known.records() + one.records()));
            }
        }
    }

    /// A frame as if it were in a log, for what is in its metadata.
    private record Unstored(Frame frame) implements StoredFrame {
        @Override
        public long offset() {
            return 0;
        }

        @Override
        public Instant arrival() {
            return Instant.EPOCH;
        }

        @Override
        public int recordCount() {
            return frame.recordBytes().length;
        }

        @Override
        public int recordBytes(int index) {
            return frame.recordBytes()[index];
        }

        @Override
        public int recordStart(int index) {
            int start = 0;
            for (int i = 0; i < index; i++) {
                start += frame.recordBytes()[i];
            }
            return start;
        }

        @Override
        public ByteBuffer metadata() {
            return frame.metadata().asReadOnlyBuffer();
        }

        @Override
        public ByteBuffer payload() {
            return frame.payload().asReadOnlyBuffer();
        }

        @Override
        public int payloadBytes() {
            return frame.payload().remaining();
        }
    }
}
