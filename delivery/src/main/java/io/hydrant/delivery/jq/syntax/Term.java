package io.hydrant.delivery.jq.syntax;

import java.util.List;
import java.util.Optional;

/// A jq program as a tree. Operators are named as they are written.
public sealed interface Term {
    record Identity() implements Term {}

    /// `..`
    record Descend() implements Term {}

    record NumberLiteral(double value) implements Term {}

    /// A string: texts and interpolated terms in turn; `format` is as `@csv`, or empty.
    record Text(String format, List<Part> parts) implements Term {}

    /// A format standing alone, as `@base64`; with its `@`.
    record Format(String name) implements Term {}

    /// `target[key]`, `target.key`; `lenient` is a `?` behind it.
    record Index(Term target, Term key, boolean lenient) implements Term {}

    record Slice(Term target, Optional<Term> from, Optional<Term> to, boolean lenient)
            implements Term {}

    /// `target[]`
    record Iterate(Term target, boolean lenient) implements Term {}

    /// `body?` where body is no path step.
    record Lenient(Term body) implements Term {}

    record Negate(Term body) implements Term {}

    record Pipe(Term left, Term right) implements Term {}

    record Comma(Term left, Term right) implements Term {}

    /// `+ - * / % == != < <= > >= and or //`
    record Operation(String operator, Term left, Term right) implements Term {}

    /// `= |= += -= *= /= %= //=`
    record Assignment(String operator, Term left, Term right) implements Term {}

    record ArrayOf(Optional<Term> items) implements Term {}

    record ObjectOf(List<Member> members) implements Term {}

    record Call(String name, List<Term> arguments) implements Term {}

    record Variable(String name) implements Term {}

    record Choice(Term condition, Term then, Term otherwise) implements Term {}

    record Attempt(Term body, Optional<Term> handler) implements Term {}

    record Reduce(Term source, Pattern pattern, Term start, Term update) implements Term {}

    record Foreach(Term source, Pattern pattern, Term start, Term update, Optional<Term> extract)
            implements Term {}

    record Definition(String name, List<String> parameters, Term body, Term rest) implements Term {}

    record Binding(Term source, Pattern pattern, Term body) implements Term {}

    record Label(String name, Term body) implements Term {}

    record Break(String name) implements Term {}

    /// A piece of a string.
    sealed interface Part {
        record Plain(String text) implements Part {}

        record Inserted(Term term) implements Part {}
    }

    record Member(Term key, Term value) {}

    /// What `as` takes values apart with.
    sealed interface Pattern {
        record Name(String variable) implements Pattern {}

        record Items(List<Pattern> items) implements Pattern {}

        record Members(List<PatternMember> members) implements Pattern {}
    }

    /// @param variable bound to the whole value of the member, or empty
    record PatternMember(Term key, Optional<String> variable, Optional<Pattern> value) {}

    /// A string without interpolation.
    static Term text(String text) {
        return new Text("", List.of(new Part.Plain(text)));
    }

    /// The text of a string without interpolation and format; else nothing.
    static Optional<String> plainText(Term term) {
        if (term instanceof Text(String format, List<Part> parts)
                && format.isEmpty()
                && parts.size() == 1
                && parts.getFirst() instanceof Part.Plain(String text)) {
            return Optional.of(text);
        }
        return Optional.empty();
    }
}
