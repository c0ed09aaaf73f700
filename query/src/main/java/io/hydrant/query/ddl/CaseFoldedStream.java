package io.hydrant.query.ddl;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.misc.Interval;

/// Shows a text's letters in upper case to the lexer, whose keywords are; the text itself stays as
/// it is.
final class CaseFoldedStream implements CharStream {
    private final CharStream text;

    CaseFoldedStream(CharStream text) {
        this.text = text;
    }

    @Override
    public int LA(int ahead) {
        int letter = text.LA(ahead);
        return letter == IntStream.EOF || letter == 0 ? letter : Character.toUpperCase(letter);
    }

    @Override
    public String getText(Interval interval) {
        return size() == 0 ? "" : text.getText(interval);
    }

    @Override
    public void consume() {
        text.consume();
    }

    @Override
    public int mark() {
        return text.mark();
    }

    @Override
    public void release(int marker) {
        text.release(marker);
    }

    @Override
    public int index() {
        return text.index();
    }

    @Override
    public void seek(int index) {
        text.seek(index);
    }

    @Override
    public int size() {
        return text.size();
    }

    @Override
    public String getSourceName() {
        return text.getSourceName();
    }
}
