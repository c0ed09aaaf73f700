package io.hydrant.delivery.convert;

import io.hydrant.delivery.source.SelectedFrames;
import io.hydrant.delivery.source.SplitFrame;
import io.hydrant.storage.object.ObjectBody;

import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalLong;

/// The lines of an object's rejected records. They are read once more to learn why, so that nothing
/// needs to be kept of them but that they were rejected. The same bytes each time.
final class RejectedBody implements ObjectBody {
    private final ErrorLines lines;
    private final Pass pass;

    private interface Pass {
        void write(ErrorLines.Output output) throws IOException;
    }

    private RejectedBody(ErrorLines lines, Pass pass) {
        this.lines = lines;
        this.pass = pass;
    }

    /// Every record, for one reason.
    static RejectedBody ofAll(SelectedFrames frames, ErrorLines lines, Reason reason) {
        return new RejectedBody(
                lines,
                output ->
                        frames.visit(
                                (frame, first, end) -> {
                                    for (int i = first; i < end; i++) {
                                        output.write(frame, i, reason);
                                    }
                                    return true;
                                }));
    }

    /// Those that were rejected when the object's records were read last.
    static RejectedBody of(
            SelectedFrames frames,
            ErrorLines lines,
            Conversions conversions,
            ObjectConversion object) {
        return new RejectedBody(
                lines,
                output ->
                        conversions.inTurn(
                                object.schema(),
                                object.dialect(),
                                converter ->
                                        frames.visit(
                                                new Again(object.tally(), converter, output)
                                                        ::visit)));
    }

    @Override
    public OptionalLong bytes() {
        return OptionalLong.empty();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        ErrorLines.Output output = lines.open(out);
        pass.write(output);
        output.finish();
    }

    /// Reads rejected records once more.
    private static final class Again {
        private final Tally tally;
        private final Converter converter;
        private final ErrorLines.Output output;
        private int record;

        Again(Tally tally, Converter converter, ErrorLines.Output output) {
            this.tally = tally;
            this.converter = converter;
            this.output = output;
        }

        boolean visit(SplitFrame frame, int first, int end) throws IOException {
            for (int i = first; i < end; i++) {
                if (tally.isRejected(record++)) {
                    output.write(frame, i, reason(frame, i));
                }
            }
            return true;
        }

        private Reason reason(SplitFrame frame, int index) {
            converter.clear();
            converter.load(frame, index, index + 1);
            return converter.read(frame, index, index).orElse(Reason.UNREPEATED);
        }
    }
}
