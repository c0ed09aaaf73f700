package io.hydrant.delivery.jq.syntax;

import io.hydrant.delivery.jq.syntax.Token.Kind;
import io.hydrant.delivery.jq.syntax.Token.Piece;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Splits a jq program into its words.
final class Lexer {
    private static final Set<String> KEYWORDS =
            Set.of(
                    "def", "if", "then", "elif", "else", "end", "and", "or", "reduce", "foreach",
                    "try", "catch", "label", "import", "include", "as", "module", "__loc__");
    private static final Pattern BLANK = Pattern.compile("(?:[ \\t\\r\\n]++|#[^\\n]*+)++");
    private static final Pattern NUMBER =
            Pattern.compile("(?:[0-9]++(?:\\.[0-9]*+)?|\\.[0-9]++)(?:[eE][+-]?[0-9]++)?");
    private static final Pattern NAME =
            Pattern.compile("(?:[a-zA-Z_][a-zA-Z_0-9]*+::)*[a-zA-Z_][a-zA-Z_0-9]*+");
    private static final Pattern FIELD = Pattern.compile("\\.[a-zA-Z_][a-zA-Z_0-9]*+");
    private static final Pattern FORMAT = Pattern.compile("@[a-zA-Z0-9_]++");
    private static final Pattern SYMBOL =
            Pattern.compile(
                    "\\?//|//=|==|!=|<=|>=|\\|=|\\+=|-=|\\*=|/=|%=|//|\\.\\.|"
                            + "[.\\[\\](){}|,;:=<>+\\-*/%$?]");
    private static final int DEPTH_MAX = 100;

    private final String program;
    private int at;

    Lexer(String program) {
        this.program = program;
    }

    List<Token> words() {
        List<Token> words = new ArrayList<>();
        while (true) {
            Token word = next(0);
            words.add(word);
            if (word.kind() == Kind.END) {
                return words;
            }
        }
    }

    private Token next(int depth) {
        take(BLANK);
        int start = at;
        if (at == program.length()) {
            return new Token(Kind.END, "", List.of(), start);
        }
        if (program.charAt(at) == '"') {
            at++;
            return new Token(Kind.STRING, "", string(start, depth), start);
        }
        if (take(NUMBER)) {
            return word(Kind.NUMBER, start);
        }
        if (take(FIELD)) {
            return new Token(Kind.FIELD, program.substring(start + 1, at), List.of(), start);
        }
        if (take(NAME)) {
            boolean keyword = KEYWORDS.contains(program.substring(start, at));
            return word(keyword ? Kind.KEYWORD : Kind.NAME, start);
        }
        if (take(FORMAT)) {
            return word(Kind.FORMAT, start);
        }
        if (take(SYMBOL)) {
            return word(Kind.SYMBOL, start);
        }
        String shown = new String(Character.toChars(program.codePointAt(at)));
        throw new InvalidQuery("syntax error: unexpected '" + shown + "'" + place(at));
    }

    private Token word(Kind kind, int start) {
        return new Token(kind, program.substring(start, at), List.of(), start);
    }

    private boolean take(Pattern pattern) {
        Matcher matcher = pattern.matcher(program).region(at, program.length());
        if (!matcher.lookingAt()) {
            return false;
        }
        at = matcher.end();
        return true;
    }

    private List<Piece> string(int start, int depth) {
        if (depth > DEPTH_MAX) {
            throw new InvalidQuery("strings are nested too deeply" + place(start));
        }
        List<Piece> pieces = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        while (at < program.length()) {
            char c = program.charAt(at++);
            if (c == '"') {
                pieces.add(new Piece.Plain(text.toString()));
                return pieces;
            }
            if (c != '\\') {
                text.append(c);
            } else if (at < program.length() && program.charAt(at) == '(') {
                at++;
                pieces.add(new Piece.Plain(text.toString()));
                text.setLength(0);
                pieces.add(new Piece.Words(interpolation(start, depth)));
            } else {
                escape(text);
            }
        }
        throw new InvalidQuery("syntax error: a string is not closed" + place(start));
    }

    private List<Token> interpolation(int start, int depth) {
        List<Token> words = new ArrayList<>();
        int open = 0;
        while (true) {
            Token word = next(depth + 1);
            if (word.kind() == Kind.END) {
                throw new InvalidQuery("syntax error: a string is not closed" + place(start));
            }
            if (word.is("(")) {
                open++;
            } else if (word.is(")") && open-- == 0) {
                words.add(new Token(Kind.END, "", List.of(), word.offset()));
                return words;
            }
            words.add(word);
        }
    }

    private void escape(StringBuilder text) {
        int start = at - 1;
        char c = at < program.length() ? program.charAt(at++) : ' ';
        switch (c) {
            case '"', '\\', '/' -> text.append(c);
            case 'b' -> text.append('\b');
            case 'f' -> text.append('\f');
            case 'n' -> text.append('\n');
            case 'r' -> text.append('\r');
            case 't' -> text.append('\t');
            case 'u' -> {
                String digits = program.substring(at, Math.min(at + 4, program.length()));
                if (!digits.matches("[0-9a-fA-F]{4}")) {
                    throw new InvalidQuery("invalid escape '\\u" + digits + "'" + place(start));
                }
                text.append((char) Integer.parseInt(digits, 16));
                at += 4;
            }
            default -> throw new InvalidQuery("invalid escape '\\" + c + "'" + place(start));
        }
    }

    static String place(int offset) {
        return " at character " + (offset + 1);
    }
}
