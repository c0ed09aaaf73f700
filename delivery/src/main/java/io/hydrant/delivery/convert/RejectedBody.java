package io.hydrant.delivery.convert;

import io.hydrant.delivery.convert.ObjectConversion.Rejections;
import io.hydrant.delivery.source.SelectedFrames;
import io.hydrant.delivery.source.SplitFrame;
import io.hydrant.storage.object.ObjectBody;

import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalLong;

/// The lines of an object's rejected records. They are read once more to learn why, so that nothing
/// needs to be kept of them but that they were rejected. The same bytes each time.
final class RejectedBody implements ObjectBody {
    private final SelectedFrames frames;
    private final ErrorLines lines;
    private final Rejections rejections;

    RejectedBody(SelectedFrames frames, ErrorLines lines, Rejections rejections) {
        this.frames = frames;
        this.lines = lines;
        this.rejections = rejections;
    }

    @Override
    public OptionalLong bytes() {
        return OptionalLong.empty();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        Lines writing = new Lines(lines.open(out));
        frames.visit(writing::visit);
        writing.output.finish();
    }

    /// One pass over the frames.
    private final class Lines {
        private final ErrorLines.Output output;
        private int record;

        Lines(ErrorLines.Output output) {
            this.output = output;
        }

        boolean visit(SplitFrame frame, int first, int end) throws IOException {
            for (int i = first; i < end; i++) {
                if (rejections.forAll().isPresent()) {
                    output.write(frame, i, rejections.forAll().get());
                } else if (rejections.tally().isRejected(record)) {
                    output.write(frame, i, reason(frame, i));
                }
                record++;
            }
            return true;
        }

        private Reason reason(SplitFrame frame, int index) {
            Converter converter = rejections.converter().orElseThrow();
            converter.clear();
            converter.load(frame, index, index + 1);
            return converter.read(frame, index, index).orElse(Reason.UNREPEATED);
        }
    }
}
