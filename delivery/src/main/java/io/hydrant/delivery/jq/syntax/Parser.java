package io.hydrant.delivery.jq.syntax;

import io.hydrant.delivery.jq.syntax.Term.Assignment;
import io.hydrant.delivery.jq.syntax.Term.Attempt;
import io.hydrant.delivery.jq.syntax.Term.Binding;
import io.hydrant.delivery.jq.syntax.Term.Choice;
import io.hydrant.delivery.jq.syntax.Term.Comma;
import io.hydrant.delivery.jq.syntax.Term.Definition;
import io.hydrant.delivery.jq.syntax.Term.Foreach;
import io.hydrant.delivery.jq.syntax.Term.Label;
import io.hydrant.delivery.jq.syntax.Term.Lenient;
import io.hydrant.delivery.jq.syntax.Term.Negate;
import io.hydrant.delivery.jq.syntax.Term.Operation;
import io.hydrant.delivery.jq.syntax.Term.Pattern;
import io.hydrant.delivery.jq.syntax.Term.Pipe;
import io.hydrant.delivery.jq.syntax.Term.Reduce;
import io.hydrant.delivery.jq.syntax.Token.Kind;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Parses jq 1.6: expressions and what binds weaker than a postfix.
///
/// From weak to strong: `def`, `|`, `,`, `//` (right), assignments (not associative), `or`, `and`,
/// comparisons (not associative), `+ -`, `* / %`, `?`, `try`. Source: the grammar of jq 1.6.
public final class Parser {
    private static final Set<String> ASSIGNMENTS =
            Set.of("=", "|=", "+=", "-=", "*=", "/=", "%=", "//=");
    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");
    private static final int DEPTH_MAX = 250;

    private final WordStream words;
    private final Postfixes postfixes;
    private int depth;

    Parser(List<Token> words, int depth) {
        this.words = new WordStream(words);
        this.postfixes = new Postfixes(this.words, this);
        this.depth = depth;
    }

    /// @throws InvalidQuery if jq 1.6 would not parse it, or it is nested too deeply
    public static Term parse(String program) {
        return new Parser(new Lexer(program).words(), 0).whole();
    }

    /// The words of an interpolation, up to their end.
    Term nested(List<Token> interpolation) {
        return new Parser(interpolation, depth + 1).whole();
    }

    private Term whole() {
        if (words.sees("import") || words.sees("include") || words.sees("module")) {
            String word = words.peek().text();
            throw new InvalidQuery(word + " is not supported: there are no modules");
        }
        Term term = pipe();
        if (words.peek().kind() != Kind.END) {
            throw words.unexpected("");
        }
        return term;
    }

    Term pipe() {
        if (++depth > DEPTH_MAX) {
            throw new InvalidQuery(
                    "the query is nested deeper than "
                            + DEPTH_MAX
                            + " levels"
                            + Lexer.place(words.peek().offset()));
        }
        List<Term> stages = new ArrayList<>();
        do {
            stages.add(comma());
        } while (words.takes("|"));
        depth--;
        Term term = stages.removeLast();
        while (!stages.isEmpty()) {
            term = new Pipe(stages.removeLast(), term);
        }
        return term;
    }

    private Term definition() {
        words.expect("def");
        String name = words.name();
        List<String> parameters = new ArrayList<>();
        if (words.takes("(")) {
            do {
                parameters.add(words.sees("$") ? "$" + words.variable() : words.name());
            } while (words.takes(";"));
            words.expect(")");
        }
        words.expect(":");
        Term body = pipe();
        words.expect(";");
        return new Definition(name, parameters, body, pipe());
    }

    private Term comma() {
        Term term = alternative();
        while (words.takes(",")) {
            term = new Comma(term, alternative());
        }
        return term;
    }

    private Term alternative() {
        Term term = assignment();
        return words.takes("//") ? new Operation("//", term, alternative()) : term;
    }

    private Term assignment() {
        Term term = either();
        String operator = words.peek().text();
        if (words.peek().kind() != Kind.SYMBOL || !ASSIGNMENTS.contains(operator)) {
            return term;
        }
        words.take();
        Term assigned = new Assignment(operator, term, alternative());
        if (words.peek().kind() == Kind.SYMBOL && ASSIGNMENTS.contains(words.peek().text())) {
            throw words.unexpected("");
        }
        return assigned;
    }

    private Term either() {
        Term term = both();
        while (words.takes("or")) {
            term = new Operation("or", term, both());
        }
        return term;
    }

    private Term both() {
        Term term = comparison();
        while (words.takes("and")) {
            term = new Operation("and", term, comparison());
        }
        return term;
    }

    private Term comparison() {
        Term term = sum();
        String operator = words.peek().text();
        if (words.peek().kind() != Kind.SYMBOL || !COMPARISONS.contains(operator)) {
            return term;
        }
        words.take();
        Term compared = new Operation(operator, term, sum());
        if (words.peek().kind() == Kind.SYMBOL && COMPARISONS.contains(words.peek().text())) {
            throw words.unexpected("");
        }
        return compared;
    }

    private Term sum() {
        Term term = product();
        while (words.sees("+") || words.sees("-")) {
            term = new Operation(words.take().text(), term, product());
        }
        return term;
    }

    private Term product() {
        Term term = unary();
        while (words.sees("*") || words.sees("/") || words.sees("%")) {
            term = new Operation(words.take().text(), term, unary());
        }
        return term;
    }

    private Term unary() {
        Term term = prefixed();
        while (words.takes("?")) {
            term = new Lenient(term);
        }
        return term;
    }

    private Term prefixed() {
        Token word = words.peek();
        if (word.kind() == Kind.KEYWORD) {
            switch (word.text()) {
                case "def" -> {
                    return definition();
                }
                case "if" -> {
                    return choice();
                }
                case "try" -> {
                    return attempt();
                }
                case "reduce" -> {
                    return reduce();
                }
                case "foreach" -> {
                    return foreach();
                }
                case "label" -> {
                    words.take();
                    String name = words.variable();
                    words.expect("|");
                    return new Label(name, pipe());
                }
                default -> throw words.unexpected("");
            }
        }
        if (words.takes("-")) {
            return negative();
        }
        Term term = postfixes.term();
        return words.takes("as") ? binding(term) : term;
    }

    /// A minus takes the whole product behind it.
    private Term negative() {
        if (++depth > DEPTH_MAX) {
            throw words.unexpected(": too many signs");
        }
        Term term = new Negate(product());
        depth--;
        return term;
    }

    private Term binding(Term source) {
        Pattern pattern = postfixes.pattern();
        if (words.sees("?//")) {
            throw new InvalidQuery("the operator ?// is not supported");
        }
        words.expect("|");
        return new Binding(source, pattern, pipe());
    }

    private Term choice() {
        words.take();
        Term condition = pipe();
        words.expect("then");
        Term then = pipe();
        if (words.sees("elif")) {
            if (++depth > DEPTH_MAX) {
                throw words.unexpected(": nested too deeply");
            }
            Term otherwise = choice();
            depth--;
            return new Choice(condition, then, otherwise);
        }
        words.expect("else");
        Term otherwise = pipe();
        words.expect("end");
        return new Choice(condition, then, otherwise);
    }

    private Term attempt() {
        words.take();
        if (++depth > DEPTH_MAX) {
            throw words.unexpected(": nested too deeply");
        }
        Term body = prefixed();
        Optional<Term> handler = words.takes("catch") ? Optional.of(prefixed()) : Optional.empty();
        depth--;
        return new Attempt(body, handler);
    }

    private Term reduce() {
        words.take();
        Term source = postfixes.term();
        words.expect("as");
        Pattern pattern = postfixes.pattern();
        words.expect("(");
        Term start = pipe();
        words.expect(";");
        Term update = pipe();
        words.expect(")");
        return new Reduce(source, pattern, start, update);
    }

    private Term foreach() {
        words.take();
        Term source = postfixes.term();
        words.expect("as");
        Pattern pattern = postfixes.pattern();
        words.expect("(");
        Term start = pipe();
        words.expect(";");
        Term update = pipe();
        Optional<Term> extract = words.takes(";") ? Optional.of(pipe()) : Optional.empty();
        words.expect(")");
        return new Foreach(source, pattern, start, update, extract);
    }
}
