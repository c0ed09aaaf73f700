package io.hydrant.delivery.convert;

import io.hydrant.delivery.gather.RecordForm;
import io.hydrant.delivery.source.ObjectRecords;
import io.hydrant.delivery.source.SplitFrame;

import java.io.IOException;
import java.util.Optional;

/// Reads an object's records into the batch of a converter, wherever they come from.
///
/// @param form of those that were gathered
/// @param tally told what became of each
/// @param afterEach decides whether to go on
record RecordReading(Converter converter, RecordForm form, Tally tally, Step afterEach)
        implements ObjectRecords.Visitor {
    interface Step {
        boolean goesOn() throws IOException;
    }

    @Override
    public boolean visit(byte[] bytes, int offset, int length) throws IOException {
        switch (form) {
            case RecordForm.Delivered _ -> note(converter.read(bytes, offset, length), length);
            case RecordForm.Rows _ ->
                    note(
                            converter.readEarly(bytes, offset, length),
                            EarlyRows.recordBytes(bytes, offset, length));
        }
        return afterEach.goesOn();
    }

    @Override
    public boolean visit(SplitFrame frame, int first, int end) throws IOException {
        converter.load(frame, first, end);
        for (int i = first; i < end; i++) {
            note(converter.read(frame, first, i), frame.bytes(i));
            if (!afterEach.goesOn()) {
                return false;
            }
        }
        return true;
    }

    private void note(Optional<Reason> rejection, int recordBytes) {
        if (rejection.isEmpty()) {
            tally.converted(recordBytes);
        } else {
            tally.rejected(recordBytes, rejection.get());
        }
    }
}
