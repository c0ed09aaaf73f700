package io.hydrant.cli.convert;

import io.hydrant.formats.json.RowReader;

import java.util.Arrays;

/// Documents of one input, handed from the thread that reads to a lane and back. For one thread at
/// a time.
final class Block {
    private static final int BYTES = 1 << 20;
    private static final int DOCUMENTS_MAX = 4_096;

    /// The length of a document that was too long to be held.
    private static final int TOO_LONG = -1;

    private byte[] bytes = new byte[BYTES + RowReader.SLACK_BYTES];
    private final int[] offsets = new int[DOCUMENTS_MAX];
    private final int[] lengths = new int[DOCUMENTS_MAX];
    private final long[] lines = new long[DOCUMENTS_MAX];
    private String input = "";
    private int count;
    private int end;

    /// Empties the block.
    ///
    /// @param newInput where the next documents come from
    void begin(String newInput) {
        if (bytes.length > BYTES + RowReader.SLACK_BYTES) {
            bytes = new byte[BYTES + RowReader.SLACK_BYTES];
        }
        input = newInput;
        count = 0;
        end = 0;
    }

    /// Takes a copy of the document that the splitter is at.
    void add(DocumentSplitter splitter) {
        int needed = end + splitter.length() + RowReader.SLACK_BYTES;
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, needed);
        }
        System.arraycopy(splitter.bytes(), splitter.offset(), bytes, end, splitter.length());
        offsets[count] = end;
        lengths[count] = splitter.isTooLong() ? TOO_LONG : splitter.length();
        lines[count] = splitter.line();
        count++;
        end += splitter.length();
    }

    boolean isFull() {
        return count == DOCUMENTS_MAX || end >= BYTES;
    }

    int count() {
        return count;
    }

    /// Holds the documents, with [RowReader#SLACK_BYTES] behind the last.
    byte[] bytes() {
        return bytes;
    }

    int offset(int document) {
        return offsets[document];
    }

    int length(int document) {
        return Math.max(0, lengths[document]);
    }

    boolean isTooLong(int document) {
        return lengths[document] == TOO_LONG;
    }

    /// Where a document comes from, as in `trips.json:17`.
    Place place(int document) {
        return new Place(input, lines[document]);
    }

    /// @param line from 1
    record Place(String input, long line) {
        @Override
        public String toString() {
            return input + ":" + line;
        }
    }
}
