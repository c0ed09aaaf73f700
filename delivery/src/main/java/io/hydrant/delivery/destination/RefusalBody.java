package io.hydrant.delivery.destination;

import io.hydrant.delivery.ledger.Refusals.Reason;
import io.hydrant.delivery.ledger.Rendering;
import io.hydrant.delivery.source.SelectedFrames;
import io.hydrant.delivery.transform.Failure;
import io.hydrant.delivery.transform.FailureLines;
import io.hydrant.storage.object.ObjectBody;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.OptionalLong;

/// Records that were refused, as the lines that say why. The same bytes each time.
final class RefusalBody implements ObjectBody {
    private final SelectedFrames frames;
    private final Rendering.Refused refused;

    /// @param frames as many records as were refused
    RefusalBody(SelectedFrames frames, Rendering.Refused refused) {
        this.frames = frames;
        this.refused = refused;
    }

    @Override
    public OptionalLong bytes() {
        return OptionalLong.empty();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        FailureLines lines = new FailureLines(out);
        Iterator<Reason> reasons = refused.refusals().reasons();
        frames.visit(
                (frame, first, end) -> {
                    for (int i = first; i < end; i++) {
                        lines.write(failure(reasons.next()), frame.arrival(), frame.original(i));
                    }
                    return true;
                });
        lines.flush();
    }

    private Failure failure(Reason reason) {
        return new Failure(refused.output(), reason.code(), reason.message(), 1, refused.at(), "");
    }
}
