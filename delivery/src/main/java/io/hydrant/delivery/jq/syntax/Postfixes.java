package io.hydrant.delivery.jq.syntax;

import io.hydrant.delivery.jq.syntax.Term.ArrayOf;
import io.hydrant.delivery.jq.syntax.Term.Break;
import io.hydrant.delivery.jq.syntax.Term.Call;
import io.hydrant.delivery.jq.syntax.Term.Descend;
import io.hydrant.delivery.jq.syntax.Term.Format;
import io.hydrant.delivery.jq.syntax.Term.Identity;
import io.hydrant.delivery.jq.syntax.Term.Index;
import io.hydrant.delivery.jq.syntax.Term.Iterate;
import io.hydrant.delivery.jq.syntax.Term.Member;
import io.hydrant.delivery.jq.syntax.Term.Negate;
import io.hydrant.delivery.jq.syntax.Term.NumberLiteral;
import io.hydrant.delivery.jq.syntax.Term.ObjectOf;
import io.hydrant.delivery.jq.syntax.Term.Part;
import io.hydrant.delivery.jq.syntax.Term.Pattern;
import io.hydrant.delivery.jq.syntax.Term.PatternMember;
import io.hydrant.delivery.jq.syntax.Term.Pipe;
import io.hydrant.delivery.jq.syntax.Term.Slice;
import io.hydrant.delivery.jq.syntax.Term.Text;
import io.hydrant.delivery.jq.syntax.Term.Variable;
import io.hydrant.delivery.jq.syntax.Token.Kind;
import io.hydrant.delivery.jq.syntax.Token.Piece;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Parses jq 1.6: the tightest terms with their postfixes, object members and patterns.
final class Postfixes {
    private final WordStream words;
    private final Parser parser;

    Postfixes(WordStream words, Parser parser) {
        this.words = words;
        this.parser = parser;
    }

    Term term() {
        Term term = primary();
        while (true) {
            Token word = words.peek();
            if (word.kind() == Kind.FIELD) {
                words.take();
                term = index(term, Term.text(word.text()));
            } else if (word.is(".") && words.peekSecond().kind() == Kind.STRING) {
                words.take();
                term = index(term, text("", words.take()));
            } else if (word.is("[")) {
                words.take();
                term = bracket(term);
            } else {
                return term;
            }
        }
    }

    private Term index(Term target, Term key) {
        return new Index(target, key, words.takes("?"));
    }

    /// Behind `[`.
    private Term bracket(Term target) {
        if (words.takes("]")) {
            return new Iterate(target, words.takes("?"));
        }
        if (words.takes(":")) {
            Term to = parser.pipe();
            words.expect("]");
            return new Slice(target, Optional.empty(), Optional.of(to), words.takes("?"));
        }
        Term from = parser.pipe();
        if (words.takes("]")) {
            return new Index(target, from, words.takes("?"));
        }
        words.expect(":");
        Optional<Term> to = words.sees("]") ? Optional.empty() : Optional.of(parser.pipe());
        words.expect("]");
        return new Slice(target, Optional.of(from), to, words.takes("?"));
    }

    private Term primary() {
        Token word = words.peek();
        return switch (word.kind()) {
            case NUMBER -> new NumberLiteral(Double.parseDouble(words.take().text()));
            case STRING -> text("", words.take());
            case FORMAT -> format();
            case FIELD -> index(new Identity(), Term.text(words.take().text()));
            case NAME -> call();
            case SYMBOL -> symbol(word);
            case KEYWORD, END -> throw words.unexpected("");
        };
    }

    private Term symbol(Token word) {
        switch (word.text()) {
            case "." -> {
                words.take();
                if (words.peek().kind() == Kind.STRING) {
                    return index(new Identity(), text("", words.take()));
                }
                return new Identity();
            }
            case ".." -> {
                words.take();
                return new Descend();
            }
            case "(" -> {
                words.take();
                Term term = parser.pipe();
                words.expect(")");
                return term;
            }
            case "[" -> {
                words.take();
                if (words.takes("]")) {
                    return new ArrayOf(Optional.empty());
                }
                Term items = parser.pipe();
                words.expect("]");
                return new ArrayOf(Optional.of(items));
            }
            case "{" -> {
                words.take();
                return object();
            }
            case "$" -> {
                words.take();
                if (words.sees("__loc__")) {
                    throw new InvalidQuery("$__loc__ is not supported");
                }
                return new Variable(words.name());
            }
            default -> throw words.unexpected("");
        }
    }

    private Term format() {
        String name = words.take().text();
        return words.peek().kind() == Kind.STRING ? text(name, words.take()) : new Format(name);
    }

    private Term text(String format, Token string) {
        List<Part> parts = new ArrayList<>();
        for (Piece piece : string.pieces()) {
            parts.add(
                    switch (piece) {
                        case Piece.Plain(String text) -> new Part.Plain(text);
                        case Piece.Words(List<Token> inner) ->
                                new Part.Inserted(parser.nested(inner));
                    });
        }
        return new Text(parts.size() == 1 ? "" : format, parts);
    }

    private Term call() {
        String name = words.take().text();
        if (name.equals("break") && words.sees("$")) {
            return new Break(words.variable());
        }
        List<Term> arguments = new ArrayList<>();
        if (words.takes("(")) {
            do {
                arguments.add(parser.pipe());
            } while (words.takes(";"));
            words.expect(")");
        }
        return new Call(name, arguments);
    }

    private Term object() {
        List<Member> members = new ArrayList<>();
        if (words.takes("}")) {
            return new ObjectOf(members);
        }
        do {
            members.add(member());
        } while (words.takes(",") && !words.sees("}"));
        words.expect("}");
        return new ObjectOf(members);
    }

    private Member member() {
        Token word = words.peek();
        if (words.sees("$")) {
            String name = words.variable();
            return new Member(Term.text(name), new Variable(name));
        }
        Term key = memberKey();
        if (words.takes(":")) {
            return new Member(key, memberValue());
        }
        if (word.kind() == Kind.KEYWORD || word.is("(")) {
            throw words.unexpected(", expecting :");
        }
        return new Member(key, new Index(new Identity(), key, false));
    }

    private Term memberKey() {
        Token word = words.peek();
        return switch (word.kind()) {
            case NAME, KEYWORD -> Term.text(words.take().text());
            case STRING -> text("", words.take());
            case FORMAT -> {
                Term key = format();
                if (key instanceof Format) {
                    throw words.unexpected(", expecting a string");
                }
                yield key;
            }
            case SYMBOL -> {
                words.expect("(");
                Term key = parser.pipe();
                words.expect(")");
                yield key;
            }
            case FIELD, NUMBER, END -> throw words.unexpected(", expecting a key");
        };
    }

    /// Terms joined by `|`; anything else needs parentheses.
    private Term memberValue() {
        Term value = words.takes("-") ? new Negate(memberTerm()) : memberTerm();
        return words.takes("|") ? new Pipe(value, memberValue()) : value;
    }

    private Term memberTerm() {
        Term term = term();
        if (!words.sees("|") && !words.sees(",") && !words.sees("}")) {
            throw words.unexpected(
                    ", expecting '}': an object's value other than terms and | needs parentheses");
        }
        return term;
    }

    Pattern pattern() {
        if (words.sees("$")) {
            return new Pattern.Name(words.variable());
        }
        if (words.takes("[")) {
            List<Pattern> items = new ArrayList<>();
            do {
                items.add(pattern());
            } while (words.takes(","));
            words.expect("]");
            return new Pattern.Items(items);
        }
        words.expect("{");
        List<PatternMember> members = new ArrayList<>();
        do {
            members.add(patternMember());
        } while (words.takes(","));
        words.expect("}");
        return new Pattern.Members(members);
    }

    private PatternMember patternMember() {
        if (words.sees("$")) {
            String name = words.variable();
            Optional<Pattern> value = words.takes(":") ? Optional.of(pattern()) : Optional.empty();
            return new PatternMember(Term.text(name), Optional.of(name), value);
        }
        Term key = memberKey();
        words.expect(":");
        return new PatternMember(key, Optional.empty(), Optional.of(pattern()));
    }
}
