package io.hydrant.delivery.source;

import io.hydrant.delivery.gather.LostRecords;
import io.hydrant.delivery.gather.RecordForm;
import io.hydrant.delivery.gather.RecordStore;
import io.hydrant.formats.json.RowReader;

import java.io.IOException;
import java.util.Optional;

/// The records of an object, in their order: from where they were gathered as long as they are
/// there, else from the log. It is the same records each time, wherever they come from.
///
/// @param frames where they lie in the log
/// @param gathered holds the same records
public record ObjectRecords(SelectedFrames frames, Optional<RecordStore> gathered) {
    /// Looks at records, one after the other or several of a frame at once.
    public interface Visitor extends SelectedFrames.Visitor {
        /// Looks at one record that was gathered.
        ///
        /// @param bytes holds it at `offset` in the form of all, and is at least
        ///   [RowReader#SLACK_BYTES] longer than where the record ends; not to be changed, and not
        ///   to be kept
        /// @return whether to go on
        boolean visit(byte[] bytes, int offset, int length) throws IOException;
    }

    /// Of those that were gathered.
    public RecordForm form() {
        return gathered.map(RecordStore::form).orElse(RecordForm.DELIVERED);
    }

    /// The same records, from where they were gathered only if they have this form there.
    public ObjectRecords as(RecordForm wanted) {
        return form().equals(wanted) ? this : new ObjectRecords(frames, Optional.empty());
    }

    /// @throws io.hydrant.streams.log.LogFailed when the records are in neither place any more
    public void visit(Visitor visitor) throws IOException {
        Progress progress = new Progress(visitor);
        if (gathered.isEmpty() || !visitGathered(gathered.get(), progress)) {
            frames.visit(progress::rest);
        }
    }

    /// @return false if they were lost, perhaps after some
    private static boolean visitGathered(RecordStore store, Progress progress) throws IOException {
        try {
            store.visit(progress::next);
            return true;
        } catch (LostRecords _) {
            return false;
        }
    }

    /// How many records the visitor got, so that nothing is repeated when the log takes over.
    private static final class Progress {
        private final Visitor visitor;
        private long seen;

        Progress(Visitor visitor) {
            this.visitor = visitor;
        }

        boolean next(byte[] bytes, int offset, int length) throws IOException {
            seen++;
            return visitor.visit(bytes, offset, length);
        }

        boolean rest(SplitFrame frame, int first, int end) throws IOException {
            int passed = (int) Math.min(seen, end - first);
            seen -= passed;
            return first + passed == end || visitor.visit(frame, first + passed, end);
        }
    }
}
