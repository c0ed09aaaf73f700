package io.hydrant.delivery.jq.evaluation;

import com.fasterxml.jackson.databind.JsonNode;

import io.hydrant.delivery.jq.syntax.Term;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Compiles terms that surely have one output: paths, literals, operators, branches and native
/// functions. Everything else is left to the general way.
final class FormulaCompiler {
    private final Map<String, Native> natives;
    private final PathTree paths = new PathTree();
    private int slots;

    FormulaCompiler(Map<String, Native> natives) {
        this.natives = natives;
    }

    PathTree paths() {
        return paths;
    }

    int slotCount() {
        return slots;
    }

    /// What `.` is at a place of the program.
    private sealed interface Input {
        /// A part of the record.
        record Part(List<Object> path) implements Input {}

        /// A value that was computed.
        record Computed() implements Input {}
    }

    /// A formula of the whole record; nothing if the term is not of the kind.
    Optional<Formula> compile(Term term) {
        return compile(term, new Input.Part(List.of()));
    }

    private Optional<Formula> compile(Term term, Input input) {
        Optional<List<Object>> path = path(term, input);
        if (path.isPresent()) {
            return kept(path.get());
        }
        return switch (term) {
            case Term.Identity _ -> Optional.of((_, value) -> value);
            case Term.NumberLiteral(double number) -> constant(Values.number(number));
            case Term.Text text -> text(text, input);
            case Term.Index index -> index(index, input);
            case Term.Slice slice -> slice(slice, input);
            case Term.Lenient(Term body) -> compile(body, input);
            case Term.Negate(Term body) -> compile(body, input).map(this::negated);
            case Term.Pipe(Term left, Term right) -> pipe(left, right, input);
            case Term.Operation operation -> operation(operation, input);
            case Term.Choice choice -> choice(choice, input);
            case Term.Call call -> call(call, input);
            case Term.Format(String name) -> format(name, input);
            case Term.Descend _,
                    Term.Iterate _,
                    Term.Comma _,
                    Term.Assignment _,
                    Term.ArrayOf _,
                    Term.ObjectOf _,
                    Term.Variable _,
                    Term.Attempt _,
                    Term.Reduce _,
                    Term.Foreach _,
                    Term.Definition _,
                    Term.Binding _,
                    Term.Label _,
                    Term.Break _ ->
                    Optional.empty();
        };
    }

    /// The path in the record that a term stands for.
    private static Optional<List<Object>> path(Term term, Input input) {
        if (!(input instanceof Input.Part(List<Object> base))) {
            return Optional.empty();
        }
        if (term instanceof Term.Identity) {
            return Optional.of(base);
        }
        if (term instanceof Term.Index(Term target, Term key, _)) {
            return path(target, input).flatMap(before -> step(key).map(s -> joined(before, s)));
        }
        if (term instanceof Term.Pipe(Term left, Term right)) {
            return path(left, input).flatMap(before -> path(right, new Input.Part(before)));
        }
        return Optional.empty();
    }

    private static Optional<Object> step(Term key) {
        if (key instanceof Term.NumberLiteral(double index) && index >= 0 && index == (int) index) {
            return Optional.of((int) index);
        }
        return Term.plainText(key).filter(name -> wellFormed(name)).map(name -> (Object) name);
    }

    /// Bytes that are no text read as U+FFFD, so names with it must be compared as texts.
    private static boolean wellFormed(String name) {
        return name.indexOf('\uFFFD') < 0 && name.chars().noneMatch(c -> c >= 0xD800 && c < 0xE000);
    }

    private static List<Object> joined(List<Object> path, Object step) {
        List<Object> longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }

    private Optional<Formula> kept(List<Object> path) {
        if (path.isEmpty()) {
            return Optional.empty();
        }
        int slot = paths.keep(path, slots);
        slots = Math.max(slots, slot + 1);
        return Optional.of(new Formula.Kept(slot));
    }

    private static Optional<Formula> constant(JsonNode value) {
        return Optional.of((_, _) -> value);
    }

    private Optional<Formula> pipe(Term left, Term right, Input input) {
        Optional<List<Object>> path = path(left, input);
        Optional<Formula> first = compile(left, input);
        Optional<Formula> second = compile(right, new Input.Computed());
        if (first.isPresent() && second.isPresent() && (path.isEmpty() || readsNoParts(right))) {
            Formula before = first.get();
            Formula behind = second.get();
            return Optional.of((scan, value) -> behind.value(scan, before.value(scan, value)));
        }
        return path.flatMap(part -> compile(right, new Input.Part(part)));
    }

    /// Whether a term takes its input as a whole; members of it are better kept by the scan.
    private static boolean readsNoParts(Term term) {
        return switch (term) {
            case Term.Index(Term target, _, _) -> !(target instanceof Term.Identity);
            case Term.Pipe(Term left, _) -> readsNoParts(left);
            case Term.Operation(_, Term left, Term right) ->
                    readsNoParts(left) && readsNoParts(right);
            case Term.Choice(Term condition, Term then, Term otherwise) ->
                    readsNoParts(condition) && readsNoParts(then) && readsNoParts(otherwise);
            default -> true;
        };
    }

    private Optional<Formula> text(Term.Text text, Input input) {
        List<Formula> pieces = new ArrayList<>();
        for (Term.Part part : text.parts()) {
            Optional<Formula> piece =
                    switch (part) {
                        case Term.Part.Plain(String plain) -> constant(Values.text(plain));
                        case Term.Part.Inserted(Term inner) -> compile(inner, input);
                    };
            if (piece.isEmpty() || !text.format().isEmpty()) {
                return Optional.empty();
            }
            pieces.add(piece.get());
        }
        if (pieces.size() == 1) {
            return Optional.of(pieces.getFirst());
        }
        return Optional.of(
                (scan, value) -> {
                    StringBuilder joined = new StringBuilder();
                    for (Formula piece : pieces) {
                        joined.append(RecordScan.key(text(piece.value(scan, value), scan)));
                    }
                    return Values.text(joined.toString());
                });
    }

    private Optional<Formula> format(String name, Input input) {
        JsonNode format = Values.text(name);
        return compile(new Term.Identity(), input)
                .map(
                        of ->
                                (scan, value) ->
                                        Formats.format(
                                                format, of.value(scan, value), scan.meter()));
    }

    private static JsonNode text(JsonNode value, RecordScan scan) {
        return TextFunctions.toText(value, scan.meter());
    }

    private Optional<Formula> index(Term.Index index, Input input) {
        Optional<Formula> target = compile(index.target(), input);
        Optional<Object> step = step(index.key());
        if (target.isEmpty() || step.isEmpty()) {
            return Optional.empty();
        }
        JsonNode key =
                step.get() instanceof Integer number
                        ? Values.number(number)
                        : Values.text((String) step.get());
        Formula of = target.get();
        return Optional.of((scan, value) -> PathFunctions.get(of.value(scan, value), List.of(key)));
    }

    /// Slices of strings between literal bounds.
    private Optional<Formula> slice(Term.Slice slice, Input input) {
        Optional<Formula> target = compile(slice.target(), input);
        int from = bound(slice.from(), 0);
        int to = bound(slice.to(), Integer.MAX_VALUE);
        if (target.isEmpty() || from < 0 || to < 0) {
            return Optional.empty();
        }
        Formula of = target.get();
        return Optional.of((scan, value) -> slice(of.value(scan, value), from, to));
    }

    private static int bound(Optional<Term> bound, int otherwise) {
        if (bound.isEmpty()) {
            return otherwise;
        }
        return bound.get() instanceof Term.NumberLiteral(double index) && index == (int) index
                ? (int) index
                : -1;
    }

    private static JsonNode slice(JsonNode value, int from, int to) {
        if (!value.isTextual()) {
            throw Doubt.DOUBT;
        }
        String text = value.textValue();
        int length = text.codePointCount(0, text.length());
        int end = Math.min(to, length);
        int start = Math.min(from, end);
        return Values.text(
                text.substring(text.offsetByCodePoints(0, start), text.offsetByCodePoints(0, end)));
    }

    private Formula negated(Formula body) {
        Native negate = natives.get("_negate/0");
        return (scan, value) -> negate.apply(body.value(scan, value), List.of(), scan.meter());
    }

    private Optional<Formula> operation(Term.Operation operation, Input input) {
        Optional<Formula> first = compile(operation.left(), input);
        Optional<Formula> second = compile(operation.right(), input);
        if (first.isEmpty() || second.isEmpty()) {
            return Optional.empty();
        }
        Formula left = first.get();
        Formula right = second.get();
        return Optional.of(
                switch (operation.operator()) {
                    case "//" ->
                            (scan, value) -> {
                                JsonNode preferred = left.value(scan, value);
                                return Values.isTrue(preferred)
                                        ? preferred
                                        : right.value(scan, value);
                            };
                    case "and" ->
                            (scan, value) ->
                                    Values.truth(
                                            Values.isTrue(left.value(scan, value))
                                                    && Values.isTrue(right.value(scan, value)));
                    case "or" ->
                            (scan, value) ->
                                    Values.truth(
                                            Values.isTrue(left.value(scan, value))
                                                    || Values.isTrue(right.value(scan, value)));
                    default -> binary(Rewriter.OPERATORS.get(operation.operator()), left, right);
                });
    }

    private Formula binary(String operator, Formula left, Formula right) {
        Native function = natives.get(operator + "/2");
        return (scan, value) -> {
            JsonNode second = right.value(scan, value);
            return function.apply(
                    Values.NULL, Arrays.asList(left.value(scan, value), second), scan.meter());
        };
    }

    private Optional<Formula> choice(Term.Choice choice, Input input) {
        Optional<Formula> condition = compile(choice.condition(), input);
        Optional<Formula> then = compile(choice.then(), input);
        Optional<Formula> otherwise = compile(choice.otherwise(), input);
        if (condition.isEmpty() || then.isEmpty() || otherwise.isEmpty()) {
            return Optional.empty();
        }
        Formula test = condition.get();
        Formula yes = then.get();
        Formula no = otherwise.get();
        return Optional.of(
                (scan, value) ->
                        Values.isTrue(test.value(scan, value))
                                ? yes.value(scan, value)
                                : no.value(scan, value));
    }

    private Optional<Formula> call(Term.Call call, Input input) {
        Native function = natives.get(call.name() + "/" + call.arguments().size());
        boolean constant = List.of("null", "true", "false").contains(call.name());
        Optional<Formula> in =
                constant ? constant(Values.NULL) : compile(new Term.Identity(), input);
        if (function == null || call.name().startsWith("_") || in.isEmpty()) {
            return Optional.empty();
        }
        List<Formula> arguments = new ArrayList<>();
        for (Term argument : call.arguments()) {
            Optional<Formula> formula = compile(argument, input);
            if (formula.isEmpty()) {
                return Optional.empty();
            }
            arguments.add(formula.get());
        }
        Formula of = in.get();
        return Optional.of(
                (scan, value) -> {
                    JsonNode[] values = new JsonNode[arguments.size()];
                    for (int i = values.length - 1; i >= 0; i--) {
                        values[i] = arguments.get(i).value(scan, value);
                    }
                    scan.meter().step(1);
                    return function.apply(
                            of.value(scan, value), Arrays.asList(values), scan.meter());
                });
    }
}
