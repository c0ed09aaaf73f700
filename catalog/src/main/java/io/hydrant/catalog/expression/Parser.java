package io.hydrant.catalog.expression;

import io.hydrant.catalog.refusal.InvalidInput;

import software.amazon.awssdk.services.glue.model.Column;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads an expression by the grammar that the package draws. For one use.
final class Parser {
    /// Far more than anybody needs, far less than a stack holds.
    private static final int DEPTH_MAX = 100;

    private static final Map<String, Relation> RELATIONS =
            Map.of(
                    "=", Relation.EQUAL,
                    "==", Relation.EQUAL,
                    "<>", Relation.UNEQUAL,
                    "!=", Relation.UNEQUAL,
                    "<", Relation.LESS,
                    ">", Relation.GREATER,
                    "<=", Relation.AT_MOST,
                    ">=", Relation.AT_LEAST);

    private static final List<String> RESERVED =
            List.of("AND", "OR", "NOT", "IN", "BETWEEN", "LIKE", "IS", "NULL");

    private final String expression;
    private final List<Column> keys;
    private final List<Token> words;
    private int at;

    Parser(String expression, List<Column> keys) {
        this.expression = expression;
        this.keys = keys;
        this.words = Lexer.words(expression).orElseThrow(this::unsupported);
    }

    /// @throws InvalidInput when it is none, or names what is no key
    Condition parse() {
        Condition condition = either(0);
        if (word().kind() != Token.Kind.END) {
            throw unsupported();
        }
        return condition;
    }

    private InvalidInput unsupported() {
        return new InvalidInput("Unsupported expression '" + expression + "'");
    }

    private Token word() {
        return words.get(at);
    }

    private Token take() {
        Token word = words.get(at);
        at = Math.min(at + 1, words.size() - 1);
        return word;
    }

    private boolean takeWord(String word) {
        boolean there = word().isWord(word);
        if (there) {
            at++;
        }
        return there;
    }

    private boolean takeSymbol(String symbol) {
        boolean there = word().isSymbol(symbol);
        if (there) {
            at++;
        }
        return there;
    }

    private void require(boolean taken) {
        if (!taken) {
            throw unsupported();
        }
    }

    private Condition either(int depth) {
        List<Condition> parts = new ArrayList<>(List.of(both(depth)));
        while (takeWord("OR")) {
            parts.add(both(depth));
        }
        return parts.size() == 1 ? parts.getFirst() : new Condition.Either(parts);
    }

    private Condition both(int depth) {
        List<Condition> parts = new ArrayList<>(List.of(not(depth)));
        while (takeWord("AND")) {
            parts.add(not(depth));
        }
        return parts.size() == 1 ? parts.getFirst() : new Condition.Both(parts);
    }

    private Condition not(int depth) {
        require(depth < DEPTH_MAX);
        if (takeWord("NOT")) {
            return new Condition.Not(not(depth + 1));
        }
        if (takeSymbol("(")) {
            Condition inner = either(depth + 1);
            require(takeSymbol(")"));
            return inner;
        }
        return test();
    }

    private Condition test() {
        Optional<String> literal = literal();
        if (literal.isPresent()) {
            Relation relation = relation();
            return compared(key(), relation.mirrored(), literal.get());
        }
        Key key = key();
        boolean negated = takeWord("NOT");
        Optional<Condition> found = listed(key);
        if (found.isPresent()) {
            return negated ? new Condition.Not(found.get()) : found.get();
        }
        require(!negated);
        if (takeWord("IS")) {
            boolean present = takeWord("NOT");
            require(takeWord("NULL"));
            Condition absent = new Condition.Absent(key);
            return present ? new Condition.Not(absent) : absent;
        }
        Relation relation = relation();
        return compared(key, relation, requireLiteral());
    }

    /// The tests that NOT may stand before.
    private Optional<Condition> listed(Key key) {
        if (takeWord("IN")) {
            require(takeSymbol("("));
            List<Condition> parts = new ArrayList<>();
            do {
                parts.add(compared(key, Relation.EQUAL, requireLiteral()));
            } while (takeSymbol(","));
            require(takeSymbol(")"));
            return Optional.of(new Condition.Either(parts));
        }
        if (takeWord("BETWEEN")) {
            Condition from = compared(key, Relation.AT_LEAST, requireLiteral());
            require(takeWord("AND"));
            Condition to = compared(key, Relation.AT_MOST, requireLiteral());
            return Optional.of(new Condition.Both(List.of(from, to)));
        }
        if (takeWord("LIKE")) {
            require(key.type() == KeyType.TEXT && word().kind() == Token.Kind.TEXT);
            return Optional.of(new Condition.Like(key, take().text()));
        }
        return Optional.empty();
    }

    private static Condition compared(Key key, Relation relation, String literal) {
        return literal.equals(Key.NULL)
                ? new Condition.ComparedAsText(key, relation, literal)
                : new Condition.Compared(key, relation, key.type().literal(literal));
    }

    private Relation relation() {
        Token word = take();
        Relation relation = RELATIONS.get(word.text());
        require(word.kind() == Token.Kind.SYMBOL && relation != null);
        return relation;
    }

    private String requireLiteral() {
        return literal().orElseThrow(this::unsupported);
    }

    /// A key may be named `date`: only before a text does the word begin a literal.
    private Optional<String> literal() {
        Token.Kind next = words.get(Math.min(at + 1, words.size() - 1)).kind();
        boolean typed = word().isWord("DATE") || word().isWord("TIMESTAMP");
        if (typed && next == Token.Kind.TEXT) {
            at++;
        }
        boolean literal = word().kind() == Token.Kind.TEXT || word().kind() == Token.Kind.NUMBER;
        return literal ? Optional.of(take().text()) : Optional.empty();
    }

    private static boolean isName(Token word) {
        return word.kind() == Token.Kind.NAME
                || word.kind() == Token.Kind.WORD && RESERVED.stream().noneMatch(word::isWord);
    }

    private Key key() {
        Token word = take();
        require(isName(word) && !word().isSymbol("("));
        for (int i = 0; i < keys.size(); i++) {
            if (keys.get(i).name().equalsIgnoreCase(word.text())) {
                String type = Optional.ofNullable(keys.get(i).type()).orElse("string");
                return new Key(i, KeyType.of(type));
            }
        }
        throw new InvalidInput("Unknown column '" + word.text() + "'");
    }
}
