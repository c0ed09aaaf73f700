package io.hydrant.cli.convert;

import io.hydrant.formats.json.RowReader;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// Cuts a text into JSON documents: one on each line, over several lines, or one behind the other
/// with nothing between. For one thread.
///
/// What is not JSON is cut as well and left to the reader to reject, so nothing is lost silently:
/// - what begins with no bracket goes to the end of its line;
/// - a document that breaks, because a line ends inside a string or the next document begins before
///   it is closed, goes to the next line that begins with a bracket and is not indented deeper than
///   the document's own line. That line is where cutting goes on, so a broken document does not
///   swallow those behind it.
///
/// No more than one document is held; of those longer than the limit nothing is.
final class DocumentSplitter {
    /// Documents may be so long.
    static final int DOCUMENT_BYTES_MAX = 10 << 20;

    /// Lines of error objects may be so long: such a document in Base64, and what else they say.
    static final int ERROR_BYTES_MAX = 16 << 20;

    private static final int BUFFER_BYTES = 1 << 18;
    private static final int RESTARTS_MAX = 16;

    private final InputStream in;
    private final int bytesMax;
    private final Structure structure = new Structure();
    private byte[] bytes = new byte[BUFFER_BYTES];
    private int at;
    private int to;
    private boolean ended;
    private boolean begun;

    /// Of the line that is being read: its number, its blanks, and whether it had only blanks.
    private long line = 1;

    private int indent;
    private boolean blankSoFar = true;

    /// Of the document.
    private int start;

    private int length;
    private long startLine;
    private boolean tooLong;

    /// Where cutting could go on if the document turns out to be broken.
    private int restart;

    private long restartLine;
    private int restartIndent;
    private int restarts;

    DocumentSplitter(InputStream in) {
        this(in, DOCUMENT_BYTES_MAX);
    }

    DocumentSplitter(InputStream in, int bytesMax) {
        this.in = in;
        this.bytesMax = bytesMax;
    }

    /// Goes to the next document.
    ///
    /// @return whether there is one
    boolean next() throws IOException {
        tooLong = false;
        length = 0;
        start = at;
        if (!begun) {
            begun = true;
            skipByteOrderMark();
        }
        while (at < to || more()) {
            byte letter = bytes[at];
            if (isBlank(letter)) {
                pass(letter);
                start = at;
            } else {
                blankSoFar = false;
                startLine = line;
                if (isBracket(letter)) {
                    bracketed();
                } else {
                    toEndOfLine();
                }
                return true;
            }
        }
        return false;
    }

    /// Holds the document, with [RowReader#SLACK_BYTES] behind it; changed by [#next()].
    byte[] bytes() {
        return bytes;
    }

    int offset() {
        return start;
    }

    int length() {
        return length;
    }

    /// The line that the document begins on, from 1.
    long line() {
        return startLine;
    }

    /// Whether the document is longer than the limit; then it has no bytes.
    boolean isTooLong() {
        return tooLong;
    }

    private void toEndOfLine() throws IOException {
        while ((at < to || more()) && bytes[at] != '\n') {
            at++;
        }
        end(at);
    }

    private void bracketed() throws IOException {
        int indentMax = indent;
        restarts = 0;
        structure.begin();
        while (at < to || more()) {
            if (blankSoFar && isBlank(bytes[at])) {
                pass(bytes[at]);
                continue;
            }
            noteRestart(bytes[at], indentMax);
            blankSoFar = false;
            at = structure.follow(bytes, at, to);
            switch (structure.event()) {
                case BYTES_END -> {
                    // There may be more.
                }
                case LINE_END -> pass(bytes[at]);
                case COMPLETE -> {
                    end(at);
                    return;
                }
                case BROKEN -> {
                    endBroken(indentMax);
                    return;
                }
            }
        }
        endOpen();
    }

    private void noteRestart(byte letter, int indentMax) {
        if (!isRestart(letter, indentMax) || line == startLine) {
            return;
        }
        restarts++;
        // Beyond a few, going back to the first could mean reading the same bytes over and over.
        if (restarts == 1 || restarts > RESTARTS_MAX) {
            restart = at;
            restartLine = line;
            restartIndent = indent;
        }
    }

    private boolean isRestart(byte letter, int indentMax) {
        return blankSoFar && isBracket(letter) && indent <= indentMax;
    }

    /// The text ended inside the document.
    private void endOpen() {
        if (restarts > 0 && restarts <= RESTARTS_MAX && !tooLong && !restartEndsWithComma()) {
            goBack();
        } else {
            end(at);
        }
    }

    /// Lines that end with a comma are elements of the document, not documents.
    private boolean restartEndsWithComma() {
        int end = restart;
        while (end < to && bytes[end] != '\n') {
            end++;
        }
        while (isBlank(bytes[end - 1])) {
            end--;
        }
        return bytes[end - 1] == ',';
    }

    private void endBroken(int indentMax) throws IOException {
        if (restarts > 0) {
            goBack();
            return;
        }
        while (at < to || more()) {
            if (isRestart(bytes[at], indentMax)) {
                break;
            }
            pass(bytes[at]);
        }
        end(at);
    }

    private void goBack() {
        at = restart;
        line = restartLine;
        indent = restartIndent;
        blankSoFar = true;
        end(restart);
    }

    private void end(int end) {
        int last = end;
        while (last > start && isBlank(bytes[last - 1])) {
            last--;
        }
        length = last - start;
        if (length > bytesMax) {
            tooLong = true;
        }
        if (tooLong) {
            length = 0;
        }
    }

    private void pass(byte letter) {
        at++;
        if (letter == '\n') {
            line++;
            indent = 0;
            blankSoFar = true;
        } else if (blankSoFar && isBlank(letter)) {
            indent++;
        } else {
            blankSoFar = false;
        }
    }

    private void skipByteOrderMark() throws IOException {
        while (to < 3 && more()) {
            // The mark may come in pieces.
        }
        if (to >= 3
                && bytes[0] == (byte) 0xEF
                && bytes[1] == (byte) 0xBB
                && bytes[2] == (byte) 0xBF) {
            at = 3;
            start = 3;
        }
    }

    /// Reads on behind what is there; what is before the document goes.
    private boolean more() throws IOException {
        if (ended) {
            return false;
        }
        if (at - start > bytesMax) {
            tooLong = true;
        }
        if (tooLong) {
            start = at;
            restarts = 0;
        }
        System.arraycopy(bytes, start, bytes, 0, to - start);
        restart -= start;
        at -= start;
        to -= start;
        start = 0;
        if (bytes.length - to < RowReader.SLACK_BYTES + BUFFER_BYTES / 4) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
        int count = in.read(bytes, to, bytes.length - RowReader.SLACK_BYTES - to);
        ended = count < 0;
        to += Math.max(0, count);
        return !ended;
    }

    private static boolean isBracket(byte letter) {
        return letter == '{' || letter == '[';
    }

    /// The record separator stands before each text of a JSON text sequence (RFC 7464).
    private static boolean isBlank(byte letter) {
        return letter == ' '
                || letter == '\t'
                || letter == '\r'
                || letter == '\n'
                || letter == 0x1e;
    }
}
