package io.hydrant.delivery.destination;

import io.hydrant.delivery.source.SelectedFrames;
import io.hydrant.delivery.source.SplitFrame;
import io.hydrant.delivery.transform.Failure;
import io.hydrant.delivery.transform.FailureLines;
import io.hydrant.delivery.transform.Processed;
import io.hydrant.delivery.transform.ProcessedFrame;
import io.hydrant.delivery.transform.ProcessedFrames;
import io.hydrant.storage.object.ObjectBody;
import io.hydrant.streams.log.LogFailed;

import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalLong;

/// Records that processing failed on, as the lines that say why. The same bytes each time.
final class FailureBody implements ObjectBody {
    private final SelectedFrames frames;

    /// @param frames of a processed log, failed records only
    FailureBody(SelectedFrames frames) {
        this.frames = frames;
    }

    @Override
    public OptionalLong bytes() {
        return OptionalLong.empty();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        FailureLines lines = new FailureLines(out);
        frames.visit(
                (frame, first, end) -> {
                    write(lines, frame, first, end);
                    return true;
                });
        lines.flush();
    }

    private void write(FailureLines lines, SplitFrame frame, int first, int end)
            throws IOException {
        ProcessedFrame processed = ProcessedFrames.read(frame.frame(), frames.source().name());
        for (int i = first; i < end; i++) {
            switch (processed.outcome(i)) {
                case Processed.Failed(Failure failure) ->
                        lines.write(failure, frame.arrival(), frame.data(i));
                case Processed.Ok _ ->
                        throw new LogFailed(
                                "record %s of %s did not fail but is in an error object"
                                        .formatted(frame.position(i), frames.source().name()));
            }
        }
    }
}
