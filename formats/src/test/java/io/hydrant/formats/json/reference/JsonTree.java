package io.hydrant.formats.json.reference;

import java.util.ArrayList;
import java.util.List;

/// A JSON value as it was written: numbers keep their text, objects all their members.
sealed interface JsonTree {
    record Null() implements JsonTree {}

    record Bool(boolean value) implements JsonTree {}

    record Num(String text) implements JsonTree {}

    record Str(String text) implements JsonTree {}

    record Arr(List<JsonTree> elements) implements JsonTree {}

    record Obj(List<Member> members) implements JsonTree {}

    record Member(String key, JsonTree value) {}

    /// The text is not JSON.
    final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }

    /// All documents of a text, one behind the other.
    static List<JsonTree> parseAll(String text) {
        return new Parser(text).all();
    }

    /// Recursive descent, as RFC 8259 has it, and nothing else.
    final class Parser {
        private static final int DEPTH_MAX = 1_000;

        private final String text;
        private int at;
        private int depth;

        private Parser(String text) {
            this.text = text;
        }

        private List<JsonTree> all() {
            List<JsonTree> documents = new ArrayList<>();
            skipBlanks();
            while (at < text.length()) {
                JsonTree document = value();
                documents.add(document);
                boolean word = !(document instanceof Arr || document instanceof Obj);
                if (word && !(document instanceof Str) && at < text.length() && !isBlank(peek())) {
                    throw new Malformed("no blank behind a word at " + at);
                }
                skipBlanks();
            }
            return documents;
        }

        private JsonTree value() {
            return switch (peek()) {
                case '{' -> object();
                case '[' -> array();
                case '"' -> new Str(string());
                case 't' -> word("true", new Bool(true));
                case 'f' -> word("false", new Bool(false));
                case 'n' -> word("null", new Null());
                default -> number();
            };
        }

        private JsonTree object() {
            enter();
            List<Member> members = new ArrayList<>();
            if (peek() != '}') {
                while (true) {
                    String key = string();
                    requireWhole(key);
                    skipBlanks();
                    expect(':');
                    skipBlanks();
                    members.add(new Member(key, value()));
                    skipBlanks();
                    if (peek() != ',') {
                        break;
                    }
                    at++;
                    skipBlanks();
                }
            }
            expect('}');
            depth--;
            return new Obj(members);
        }

        private JsonTree array() {
            enter();
            List<JsonTree> elements = new ArrayList<>();
            if (peek() != ']') {
                while (true) {
                    elements.add(value());
                    skipBlanks();
                    if (peek() != ',') {
                        break;
                    }
                    at++;
                    skipBlanks();
                }
            }
            expect(']');
            depth--;
            return new Arr(elements);
        }

        private void enter() {
            at++;
            if (++depth > DEPTH_MAX) {
                throw new Malformed("too deep");
            }
            skipBlanks();
        }

        private String string() {
            expect('"');
            StringBuilder out = new StringBuilder();
            while (true) {
                char next = take();
                if (next == '"') {
                    return out.toString();
                }
                if (next < ' ') {
                    throw new Malformed("a control character in a string");
                }
                out.append(next == '\\' ? escaped() : next);
            }
        }

        private char escaped() {
            char next = take();
            return switch (next) {
                case '"', '\\', '/' -> next;
                case 'b' -> '\b';
                case 'f' -> '\f';
                case 'n' -> '\n';
                case 'r' -> '\r';
                case 't' -> '\t';
                case 'u' -> {
                    int code = 0;
                    for (int i = 0; i < 4; i++) {
                        int digit = "0123456789abcdef".indexOf(Character.toLowerCase(take()));
                        if (digit < 0) {
                            throw new Malformed("no hexadecimal digit");
                        }
                        code = code * 16 + digit;
                    }
                    yield (char) code;
                }
                default -> throw new Malformed("no escape " + next);
            };
        }

        private JsonTree number() {
            int from = at;
            skip('-');
            if (peek() == '0') {
                at++;
            } else {
                digits();
            }
            if (skip('.')) {
                digits();
            }
            if (skip('e') || skip('E')) {
                if (!skip('+')) {
                    skip('-');
                }
                digits();
            }
            if (at < text.length() && "+-.0123456789".indexOf(peek()) >= 0) {
                throw new Malformed("a number goes on at " + at);
            }
            return new Num(text.substring(from, at));
        }

        private void digits() {
            int from = at;
            while (at < text.length() && peek() >= '0' && peek() <= '9') {
                at++;
            }
            if (at == from) {
                throw new Malformed("no digit at " + at);
            }
        }

        private JsonTree word(String word, JsonTree value) {
            if (!text.startsWith(word, at)) {
                throw new Malformed("no " + word + " at " + at);
            }
            at += word.length();
            return value;
        }

        /// Jackson refuses keys with half of a pair of surrogates.
        private static void requireWhole(String key) {
            for (int i = 0; i < key.length(); i++) {
                if (Character.isHighSurrogate(key.charAt(i))
                        && i + 1 < key.length()
                        && Character.isLowSurrogate(key.charAt(i + 1))) {
                    i++;
                } else if (Character.isSurrogate(key.charAt(i))) {
                    throw new Malformed("half a pair in a key");
                }
            }
        }

        private void expect(char wanted) {
            if (take() != wanted) {
                throw new Malformed("no " + wanted + " before " + at);
            }
        }

        private boolean skip(char optional) {
            boolean there = at < text.length() && peek() == optional;
            at += there ? 1 : 0;
            return there;
        }

        private char take() {
            char next = peek();
            at++;
            return next;
        }

        private char peek() {
            if (at >= text.length()) {
                throw new Malformed("the text ends");
            }
            return text.charAt(at);
        }

        private void skipBlanks() {
            while (at < text.length() && isBlank(text.charAt(at))) {
                at++;
            }
        }

        private static boolean isBlank(char character) {
            return character == ' ' || character == '\t' || character == '\r' || character == '\n';
        }
    }
}
