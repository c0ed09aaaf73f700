package io.hydrant.observability.logs.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Reads `word "a phrase" ?optional -excluded %expression%`.
final class TermPatternParser {
    private final Text text;
    private final List<Predicate<String>> all = new ArrayList<>();
    private final List<Predicate<String>> any = new ArrayList<>();
    private final List<Predicate<String>> none = new ArrayList<>();

    private TermPatternParser(Text text) {
        this.text = text;
    }

    static FilterPattern parse(String pattern) {
        TermPatternParser parser = new TermPatternParser(new Text(pattern));
        parser.text.skipBlanks();
        while (!parser.text.atEnd()) {
            parser.term();
            parser.text.skipBlanks();
        }
        return new TermPattern(parser.all, parser.any, parser.none);
    }

    private void term() {
        List<Predicate<String>> target = all;
        if (text.accept("?")) {
            target = any;
        } else if (text.accept("-")) {
            target = none;
        }
        if (text.peek() == '"') {
            add(target, text.quoted());
        } else if (text.peek() == '%') {
            target.add(text.expression()::isFoundIn);
        } else {
            add(target, text.word(TermPatternParser::isWord));
        }
    }

    private static void add(List<Predicate<String>> target, String term) {
        target.add(message -> message.contains(term));
    }

    /// Others need double quotes around them.
    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c >= 0x80;
    }
}
