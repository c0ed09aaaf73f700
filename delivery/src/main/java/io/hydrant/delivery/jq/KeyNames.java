package io.hydrant.delivery.jq;

import io.hydrant.delivery.jq.syntax.InvalidQuery;
import io.hydrant.delivery.jq.syntax.Term;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads from a program which keys its objects have.
///
/// A program is followed to what it ends with: through pipes, bindings, definitions and calls of
/// what it defines, branches and sums. There must be an object construction, whose keys are
/// literal.
final class KeyNames {
    private static final String RULE =
            "The query must be one object construction, as {key: .member}";
    private static final int CALLS_MAX = 20;

    private final Set<String> names = new LinkedHashSet<>();
    private final Map<String, Term> definitions = new HashMap<>();
    private boolean found;
    private int calls;

    private KeyNames() {}

    /// @throws InvalidQuery if it is certain that the program gives no object, or if its keys
    ///   cannot be told
    static Set<String> of(Term program) {
        KeyNames keys = new KeyNames();
        keys.follow(program);
        if (!keys.found) {
            throw new InvalidQuery(RULE + ": its keys cannot be told from it");
        }
        return keys.names;
    }

    private void follow(Term term) {
        switch (term) {
            case Term.ObjectOf(List<Term.Member> members) -> take(members);
            case Term.Pipe(_, Term right) -> follow(right);
            case Term.Binding(_, _, Term body) -> follow(body);
            case Term.Label(_, Term body) -> follow(body);
            case Term.Lenient(Term body) -> follow(body);
            case Term.Definition definition -> {
                String signature = definition.name() + "/" + definition.parameters().size();
                definitions.put(signature, definition.body());
                follow(definition.rest());
            }
            case Term.Choice(_, Term then, Term otherwise) -> {
                follow(then);
                follow(otherwise);
            }
            case Term.Attempt(Term body, Optional<Term> handler) -> {
                follow(body);
                handler.ifPresent(this::follow);
            }
            case Term.Operation(String operator, Term left, Term right) -> {
                if (!List.of("+", "*", "//").contains(operator)) {
                    throw noObject(operator);
                }
                follow(left);
                follow(right);
            }
            case Term.Call(String name, List<Term> arguments) -> call(name, arguments);
            case Term.NumberLiteral _, Term.Negate _ -> throw noObject("a number");
            case Term.Text _, Term.Format _ -> throw noObject("a string");
            case Term.ArrayOf _ -> throw noObject("an array");
            case Term.Comma _ -> throw noObject("several results");
            case Term.Identity _,
                    Term.Descend _,
                    Term.Index _,
                    Term.Slice _,
                    Term.Iterate _,
                    Term.Assignment _,
                    Term.Variable _,
                    Term.Reduce _,
                    Term.Foreach _,
                    Term.Break _ -> {
                // may give an object, but says nothing about its keys
            }
        }
    }

    private void call(String name, List<Term> arguments) {
        Term body = definitions.get(name + "/" + arguments.size());
        if (body != null && ++calls <= CALLS_MAX) {
            follow(body);
        }
    }

    private void take(List<Term.Member> members) {
        found = true;
        List<String> keys = new ArrayList<>();
        for (Term.Member member : members) {
            keys.add(
                    Term.plainText(member.key())
                            .orElseThrow(
                                    () ->
                                            new InvalidQuery(
                                                    RULE
                                                            + ": a key of it is computed, not"
                                                            + " written")));
        }
        names.addAll(keys);
    }

    private static InvalidQuery noObject(String ending) {
        return new InvalidQuery(RULE + ", but it ends with " + ending);
    }
}
