package io.hydrant.observability.logs.pattern;

import io.hydrant.observability.logs.pattern.SpacePattern.Field;

import java.util.ArrayList;
import java.util.List;

/// Reads `[ip, user, ..., status = 4* || status = 5*, bytes > 1000]`. A field is a name, or
/// conditions on it.
final class SpacePatternParser {
    private final Text text;
    private final List<Field> before = new ArrayList<>();
    private final List<Field> after = new ArrayList<>();
    private boolean open;

    private SpacePatternParser(Text text) {
        this.text = text;
    }

    static FilterPattern parse(String pattern) {
        SpacePatternParser parser = new SpacePatternParser(new Text(pattern));
        parser.fields();
        parser.text.requireFewExpressions();
        return new SpacePattern(parser.before, parser.after, parser.open);
    }

    private void fields() {
        text.expect("[");
        do {
            text.skipBlanks();
            if (text.accept("...")) {
                if (open) {
                    throw text.invalid("... may stand once");
                }
                open = true;
            } else {
                Field field = field();
                (open ? after : before).add(field);
            }
            text.skipBlanks();
        } while (text.accept(","));
        text.expect("]");
        text.skipBlanks();
        if (!text.atEnd()) {
            throw text.unexpected();
        }
    }

    /// `&&` binds closer than `||`.
    private Field field() {
        String name = text.word(SpacePatternParser::isName, "");
        text.skipBlanks();
        if (text.peek() == ',' || text.peek() == ']') {
            return new Field(List.of());
        }
        List<List<Comparison>> alternatives = new ArrayList<>();
        alternatives.add(new ArrayList<>(List.of(comparison())));
        boolean more = true;
        while (more) {
            if (text.accept("&&")) {
                name(name);
                alternatives.getLast().add(comparison());
            } else if (text.accept("||")) {
                name(name);
                alternatives.add(new ArrayList<>(List.of(comparison())));
            } else {
                more = false;
            }
        }
        return new Field(alternatives);
    }

    private void name(String expected) {
        text.skipBlanks();
        String name = text.word(SpacePatternParser::isName, "");
        if (!name.equals(expected)) {
            throw text.invalid(
                    "conditions of one field must name it: %s was expected, not %s"
                            .formatted(expected, name));
        }
        text.skipBlanks();
    }

    private Comparison comparison() {
        Comparison comparison = Comparison.read(text, SpacePatternParser::isUnquoted);
        text.skipBlanks();
        return comparison;
    }

    private static boolean isName(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-';
    }

    private static boolean isUnquoted(char c) {
        return Character.isLetterOrDigit(c) || "_-+.*:/@#".indexOf(c) >= 0 || c >= 0x80;
    }
}
