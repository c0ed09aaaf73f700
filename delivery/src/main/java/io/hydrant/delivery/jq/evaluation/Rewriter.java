package io.hydrant.delivery.jq.evaluation;

import com.fasterxml.jackson.databind.JsonNode;

import io.hydrant.delivery.jq.syntax.InvalidQuery;
import io.hydrant.delivery.jq.syntax.Term;
import io.hydrant.delivery.jq.syntax.Term.Pattern;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Rewrites a program to one that jackson-jq evaluates as jq 1.6 would, in counted steps.
///
/// Operators become calls, literals become variables, names become unique; a name that stands for
/// nothing is refused here, as jq does, where jackson-jq would find out while it runs.
final class Rewriter {
    static final Map<String, String> OPERATORS =
            Map.ofEntries(
                    Map.entry("+", "_plus"),
                    Map.entry("-", "_minus"),
                    Map.entry("*", "_times"),
                    Map.entry("/", "_divide"),
                    Map.entry("%", "_modulo"),
                    Map.entry("==", "_equal"),
                    Map.entry("!=", "_unequal"),
                    Map.entry("<", "_less"),
                    Map.entry("<=", "_lesseq"),
                    Map.entry(">", "_greater"),
                    Map.entry(">=", "_greatereq"));

    private final Set<String> natives;
    private final Map<String, JsonNode> constants = new LinkedHashMap<>();
    private final Map<String, String> libraryNames = new LinkedHashMap<>();
    private final StringBuilder library = new StringBuilder();
    private int names;

    /// @param natives names with `/` and the number of arguments
    Rewriter(Set<String> natives) {
        this.natives = natives;
    }

    String program(Term term) {
        String program = rewrite(term, Names.NONE);
        return library + program;
    }

    /// Values of the variables that stand for literals.
    Map<String, JsonNode> constants() {
        return constants;
    }

    private String rewrite(Term term, Names scope) {
        return switch (term) {
            case Term.Identity _ -> ".";
            case Term.Descend _ -> "((..)|_step)";
            case Term.NumberLiteral(double value) -> constant(Values.number(value));
            case Term.Text text -> text(text, scope);
            case Term.Format(String name) -> format(".", name);
            case Term.Index(Term target, Term key, boolean lenient) ->
                    "("
                            + grouped(target, scope)
                            + "["
                            + rewrite(key, scope)
                            + "]"
                            + mark(lenient)
                            + ")";
            case Term.Slice slice -> slice(slice, scope);
            case Term.Iterate(Term target, boolean lenient) ->
                    "((" + grouped(target, scope) + "[]" + mark(lenient) + ")|_step)";
            case Term.Lenient(Term body) -> "((" + rewrite(body, scope) + ")?)";
            case Term.Negate(Term body) -> "(" + rewrite(body, scope) + "|_negate)";
            case Term.Pipe(Term left, Term right) ->
                    "(" + rewrite(left, scope) + "|" + rewrite(right, scope) + ")";
            case Term.Comma(Term left, Term right) ->
                    "((" + rewrite(left, scope) + "," + rewrite(right, scope) + ")|_step)";
            case Term.Operation operation -> operation(operation, scope);
            case Term.Assignment assignment -> assignment(assignment, scope);
            case Term.ArrayOf(Optional<Term> items) ->
                    items.isEmpty()
                            ? constant(Values.NODES.arrayNode())
                            : "_collect(" + rewrite(items.get(), scope) + ")";
            case Term.ObjectOf(List<Term.Member> members) -> object(members, scope);
            case Term.Call call -> call(call, scope);
            case Term.Variable(String name) -> "$" + scope.variable(name);
            case Term.Choice(Term condition, Term then, Term otherwise) ->
                    "(if "
                            + rewrite(condition, scope)
                            + " then "
                            + rewrite(then, scope)
                            + " else "
                            + rewrite(otherwise, scope)
                            + " end)";
            case Term.Attempt(Term body, Optional<Term> handler) ->
                    "(try ("
                            + rewrite(body, scope)
                            + ")"
                            + handler.map(h -> " catch (" + rewrite(h, scope) + ")").orElse("")
                            + ")";
            case Term.Reduce reduce -> reduce(reduce, scope);
            case Term.Foreach foreach -> foreach(foreach, scope);
            case Term.Definition definition -> definition(definition, scope);
            case Term.Binding binding -> binding(binding, scope);
            case Term.Label label -> label(label, scope);
            case Term.Break(String name) -> "_break($" + scope.label(name) + ")";
        };
    }

    private String binding(Term.Binding binding, Names scope) {
        String value = unique("v");
        return "("
                + grouped(binding.source(), scope)
                + " as $"
                + value
                + "|"
                + destructured(binding.pattern(), value, binding.body(), scope)
                + ")";
    }

    private String label(Term.Label of, Names scope) {
        String label = unique("l");
        return "(_label as $"
                + label
                + "|_labelled($"
                + label
                + ";"
                + rewrite(of.body(), scope.withLabel(of.name(), label))
                + "))";
    }

    private String grouped(Term term, Names scope) {
        return "(" + rewrite(term, scope) + ")";
    }

    private static String mark(boolean lenient) {
        return lenient ? "?" : "";
    }

    private String unique(String name) {
        return name + "_" + ++names;
    }

    private String constant(JsonNode value) {
        String name = "k_" + constants.size();
        constants.put(name, value);
        return "$" + name;
    }

    private String text(Term.Text text, Names scope) {
        String sum = "";
        for (Term.Part part : text.parts()) {
            String piece =
                    switch (part) {
                        case Term.Part.Plain(String plain) -> constant(Values.text(plain));
                        case Term.Part.Inserted(Term inner) ->
                                format(
                                        rewrite(inner, scope),
                                        text.format().isEmpty() ? "@text" : text.format());
                    };
            sum = sum.isEmpty() ? piece : "_plus(" + sum + ";" + piece + ")";
        }
        return sum;
    }

    private String format(String term, String name) {
        if (!Formats.NAMES.contains(name)) {
            throw new InvalidQuery(name.substring(1) + " is not a valid format");
        }
        return "(" + term + "|_formatted(" + constant(Values.text(name)) + "))";
    }

    private String slice(Term.Slice slice, Names scope) {
        String from = slice.from().map(term -> rewrite(term, scope)).orElse("null");
        String to = slice.to().map(term -> rewrite(term, scope)).orElse("null");
        return "("
                + grouped(slice.target(), scope)
                + "["
                + from
                + ":"
                + to
                + "]"
                + mark(slice.lenient())
                + ")";
    }

    private String operation(Term.Operation operation, Names scope) {
        String left = rewrite(operation.left(), scope);
        String right = rewrite(operation.right(), scope);
        String function = OPERATORS.get(operation.operator());
        return function == null
                ? "(" + left + " " + operation.operator() + " " + right + ")"
                : function + "(" + left + ";" + right + ")";
    }

    private String assignment(Term.Assignment assignment, Names scope) {
        String path = unique("p");
        String value = unique("v");
        String each =
                "(reduce path(" + rewrite(assignment.left(), scope) + ") as $" + path + " (.;";
        String right = rewrite(assignment.right(), scope);
        String operator = assignment.operator().replace("=", "");
        return switch (operator) {
            case "" ->
                    "(("
                            + right
                            + ") as $"
                            + value
                            + "|"
                            + each
                            + "setpath($"
                            + path
                            + ";$"
                            + value
                            + "))))";
            case "|" -> each + "_update($" + path + ";" + right + ")))";
            case "//" ->
                    "(("
                            + right
                            + ") as $"
                            + value
                            + "|"
                            + each
                            + "_update($"
                            + path
                            + ";(. // $"
                            + value
                            + ")))))";
            default ->
                    "(("
                            + right
                            + ") as $"
                            + value
                            + "|"
                            + each
                            + "_update($"
                            + path
                            + ";"
                            + OPERATORS.get(operator)
                            + "(.;$"
                            + value
                            + ")))))";
        };
    }

    private String object(List<Term.Member> members, Names scope) {
        List<String> arguments = new ArrayList<>();
        for (Term.Member member : members) {
            arguments.add(rewrite(member.key(), scope));
            arguments.add(rewrite(member.value(), scope));
        }
        return members.isEmpty()
                ? constant(Values.NODES.objectNode())
                : "_object(" + String.join(";", arguments) + ")";
    }

    private String call(Term.Call call, Names scope) {
        String signature = call.name() + "/" + call.arguments().size();
        Optional<String> local = scope.function(signature);
        String name = local.orElseGet(() -> builtin(call.name(), signature));
        if (call.arguments().isEmpty()) {
            return name;
        }
        List<String> arguments = new ArrayList<>();
        for (Term argument : call.arguments()) {
            arguments.add(rewrite(argument, scope));
        }
        return name + "(" + String.join(";", arguments) + ")";
    }

    private String builtin(String name, String signature) {
        if (natives.contains(signature)) {
            return name;
        }
        if (libraryNames.containsKey(signature)) {
            return libraryNames.get(signature);
        }
        Term.Definition definition = Library.DEFINED.get(signature);
        if (definition != null) {
            String unique = unique(name);
            libraryNames.put(signature, unique);
            String defined = defined(definition, unique, Names.NONE.with(signature, unique));
            library.append(defined).append(' ');
            return unique;
        }
        throw new InvalidQuery(
                Library.REFUSED.contains(name)
                        ? name + " is not supported in a metadata extraction query"
                        : signature + " is not defined");
    }

    private String definition(Term.Definition definition, Names scope) {
        String signature = definition.name() + "/" + definition.parameters().size();
        String unique = unique(definition.name().replace("::", "_"));
        Names inside = scope.with(signature, unique);
        return "("
                + defined(definition, unique, inside)
                + " "
                + rewrite(definition.rest(), inside)
                + ")";
    }

    private String defined(Term.Definition definition, String unique, Names scope) {
        Names inside = scope;
        List<String> parameters = new ArrayList<>();
        StringBuilder bindings = new StringBuilder();
        for (String parameter : definition.parameters()) {
            String plain = parameter.replace("$", "");
            String closure = unique(plain);
            parameters.add(closure);
            inside = inside.with(plain + "/0", closure);
            if (parameter.startsWith("$")) {
                String variable = unique(plain);
                inside = inside.withVariable(plain, variable);
                bindings.append(closure).append(" as $").append(variable).append('|');
            }
        }
        String signature = parameters.isEmpty() ? "" : "(" + String.join(";", parameters) + ")";
        return "def "
                + unique
                + signature
                + ": (_step|"
                + bindings
                + rewrite(definition.body(), inside)
                + ");";
    }

    private String reduce(Term.Reduce reduce, Names scope) {
        String value = unique("v");
        return "(reduce "
                + grouped(reduce.source(), scope)
                + " as $"
                + value
                + " ("
                + rewrite(reduce.start(), scope)
                + ";"
                + destructured(reduce.pattern(), value, reduce.update(), scope)
                + "))";
    }

    private String foreach(Term.Foreach foreach, Names scope) {
        String value = unique("v");
        String extract =
                foreach.extract()
                        .map(term -> ";" + destructured(foreach.pattern(), value, term, scope))
                        .orElse("");
        return "(foreach "
                + grouped(foreach.source(), scope)
                + " as $"
                + value
                + " ("
                + rewrite(foreach.start(), scope)
                + ";"
                + destructured(foreach.pattern(), value, foreach.update(), scope)
                + extract
                + "))";
    }

    /// The body, with the variables of the pattern bound to parts of a value.
    private String destructured(Pattern pattern, String value, Term body, Names scope) {
        StringBuilder bindings = new StringBuilder();
        Names inside = bind(pattern, value, scope, bindings);
        return "(" + bindings + rewrite(body, inside) + ")";
    }

    private Names bind(Pattern pattern, String value, Names scope, StringBuilder bindings) {
        Names inside = scope;
        switch (pattern) {
            case Pattern.Name(String name) -> inside = inside.withVariable(name, value);
            case Pattern.Items(List<Pattern> items) -> {
                for (int i = 0; i < items.size(); i++) {
                    String item = part(value, constant(Values.number(i)), bindings);
                    inside = bind(items.get(i), item, inside, bindings);
                }
            }
            case Pattern.Members(List<Term.PatternMember> members) -> {
                for (Term.PatternMember member : members) {
                    String part = part(value, rewrite(member.key(), inside), bindings);
                    if (member.variable().isPresent()) {
                        inside = inside.withVariable(member.variable().get(), part);
                    }
                    if (member.value().isPresent()) {
                        inside = bind(member.value().get(), part, inside, bindings);
                    }
                }
            }
        }
        return inside;
    }

    private String part(String value, String key, StringBuilder bindings) {
        String part = unique("v");
        bindings.append("($").append(value).append("[").append(key).append("]) as $").append(part);
        bindings.append('|');
        return part;
    }
}
