package io.hydrant.observability.logs.pattern;

import io.hydrant.observability.logs.pattern.Selector.Part;

import java.util.ArrayList;
import java.util.List;

/// Reads `{ ($.level = "ERROR" || $.code >= 500) && $.user.id NOT EXISTS }`. `&&` binds closer than
/// `||`.
final class JsonPatternParser {
    private static final int DEPTH_MAX = 50;

    private final Text text;
    private int depth;

    private JsonPatternParser(Text text) {
        this.text = text;
    }

    static FilterPattern parse(String pattern) {
        JsonPatternParser parser = new JsonPatternParser(new Text(pattern));
        parser.text.expect("{");
        JsonCondition condition = parser.either();
        parser.text.expect("}");
        parser.text.skipBlanks();
        if (!parser.text.atEnd()) {
            throw parser.text.unexpected();
        }
        parser.text.requireFewExpressions();
        return new JsonPattern(condition);
    }

    private JsonCondition either() {
        List<JsonCondition> conditions = new ArrayList<>(List.of(both()));
        while (text.accept("||")) {
            conditions.add(both());
        }
        return conditions.size() == 1 ? conditions.getFirst() : new JsonCondition.Or(conditions);
    }

    private JsonCondition both() {
        List<JsonCondition> conditions = new ArrayList<>(List.of(one()));
        while (text.accept("&&")) {
            conditions.add(one());
        }
        return conditions.size() == 1 ? conditions.getFirst() : new JsonCondition.And(conditions);
    }

    /// Ends after the blanks that follow it.
    private JsonCondition one() {
        text.skipBlanks();
        JsonCondition condition;
        if (text.accept("(")) {
            depth++;
            if (depth > DEPTH_MAX) {
                throw text.invalid("more than %d parentheses are open".formatted(DEPTH_MAX));
            }
            condition = either();
            text.expect(")");
            depth--;
        } else {
            condition = ofSelector(selector());
        }
        text.skipBlanks();
        return condition;
    }

    private JsonCondition ofSelector(Selector selector) {
        text.skipBlanks();
        if (text.acceptWord("IS")) {
            return is(selector);
        }
        if (text.acceptWord("NOT")) {
            text.skipBlanks();
            if (!text.acceptWord("EXISTS")) {
                throw text.invalid("EXISTS was expected after NOT");
            }
            return new JsonCondition.Exists(selector, false);
        }
        if (text.acceptWord("EXISTS")) {
            return new JsonCondition.Exists(selector, true);
        }
        return new JsonCondition.Compared(
                selector, Comparison.read(text, JsonPatternParser::isUnquoted));
    }

    private JsonCondition is(Selector selector) {
        text.skipBlanks();
        if (text.acceptWord("NULL")) {
            return new JsonCondition.IsNull(selector);
        }
        if (text.acceptWord("TRUE")) {
            return new JsonCondition.IsBoolean(selector, true);
        }
        if (text.acceptWord("FALSE")) {
            return new JsonCondition.IsBoolean(selector, false);
        }
        throw text.invalid("NULL, TRUE or FALSE was expected after IS");
    }

    private Selector selector() {
        text.expect("$");
        List<Part> parts = new ArrayList<>();
        while (text.peek() == '.' || text.peek() == '[') {
            parts.add(text.accept(".") ? member() : element());
        }
        if (parts.isEmpty()) {
            throw text.unexpected();
        }
        return new Selector(parts);
    }

    private Part member() {
        return text.accept("*")
                ? new Part.Every()
                : new Part.Member(text.word(JsonPatternParser::isName, ".["));
    }

    private Part element() {
        text.expect("[");
        Part part;
        if (text.accept("*")) {
            part = new Part.Every();
        } else if (text.peek() == '"') {
            part = new Part.Member(text.quoted());
        } else if (text.accept("'")) {
            part = new Part.Member(text.word(c -> c != '\'', "'"));
            text.expect("'");
        } else {
            String index = text.word(c -> c >= '0' && c <= '9', "]");
            if (index.length() > 9) {
                throw text.invalid("element %s is too far".formatted(index));
            }
            part = new Part.Element(Integer.parseInt(index));
        }
        text.expect("]");
        return part;
    }

    private static boolean isName(char c) {
        return Character.isLetterOrDigit(c) || "_-@#:/".indexOf(c) >= 0 || c >= 0x80;
    }

    /// Values with other characters need double quotes.
    private static boolean isUnquoted(char c) {
        return Character.isLetterOrDigit(c) || "_-+.*:/@#".indexOf(c) >= 0 || c >= 0x80;
    }
}
