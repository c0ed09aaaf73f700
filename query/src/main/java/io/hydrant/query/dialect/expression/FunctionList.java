package io.hydrant.query.dialect.expression;

import io.hydrant.query.dialect.expression.TypePattern.ArrayOf;
import io.hydrant.query.dialect.expression.TypePattern.Derived;
import io.hydrant.query.dialect.expression.TypePattern.Exact;
import io.hydrant.query.dialect.expression.TypePattern.Family;
import io.hydrant.query.dialect.expression.TypePattern.FunctionOf;
import io.hydrant.query.dialect.expression.TypePattern.Letter;
import io.hydrant.query.dialect.expression.TypePattern.MapOf;
import io.hydrant.query.dialect.expression.TypePattern.RowOf;
import io.hydrant.query.dialect.type.SqlType.Decimal;
import io.hydrant.query.dialect.type.SqlType.Scalar;
import io.hydrant.query.dialect.type.SqlType.Varchar;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The functions that queries may call: `functions.txt`, which tells its own form.
final class FunctionList {
    private static final Map<String, List<Signature>> BY_NAME = load();

    private FunctionList() {}

    /// @param name lower case
    /// @return in the list's order; empty for an unknown function
    static List<Signature> named(String name) {
        return BY_NAME.getOrDefault(name, List.of());
    }

    private static Map<String, List<Signature>> load() {
        Map<String, List<Signature>> byName = new HashMap<>();
        try (InputStream in = FunctionList.class.getResourceAsStream("functions.txt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (String line : text.split("\n")) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    Signature signature = parse(line);
                    byName.computeIfAbsent(signature.name(), _ -> new ArrayList<>()).add(signature);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return byName;
    }

    private static Signature parse(String line) {
        Signature.Kind kind =
                switch (line.substring(0, 4)) {
                    case "agg " -> Signature.Kind.AGGREGATE;
                    case "win " -> Signature.Kind.WINDOW;
                    case "vol " -> Signature.Kind.VOLATILE;
                    default -> Signature.Kind.PLAIN;
                };
        String rest = kind == Signature.Kind.PLAIN ? line : line.substring(4);
        int arrow = rest.indexOf(" -> ");
        int equals = rest.indexOf(" = ", arrow);
        int bracket = rest.indexOf('(');
        String types = rest.substring(bracket + 1, arrow - 1);
        boolean repeats = types.endsWith("...");
        if (repeats) {
            types = types.substring(0, types.length() - 3);
        }
        return new Signature(
                rest.substring(0, bracket),
                kind,
                patterns(types),
                repeats,
                pattern(rest.substring(arrow + 4, equals)),
                rest.substring(equals + 3));
    }

    private static List<TypePattern> patterns(String text) {
        List<TypePattern> patterns = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '(' -> depth++;
                case ')' -> depth--;
                case ',' -> {
                    if (depth == 0) {
                        patterns.add(pattern(text.substring(start, i)));
                        start = i + 1;
                    }
                }
                default -> {}
            }
        }
        if (start < text.length()) {
            patterns.add(pattern(text.substring(start)));
        }
        return patterns;
    }

    private static TypePattern pattern(String given) {
        String text = given.strip();
        if (Character.isUpperCase(text.charAt(0))) {
            return new Letter(text.substring(0, 1), text.length() > 1 ? text.substring(2) : "");
        }
        int bracket = text.indexOf('(');
        if (bracket < 0) {
            return plain(text);
        }
        String inside = text.substring(bracket + 1, text.length() - 1);
        String name = text.substring(0, bracket);
        if (name.equals("decimal")) {
            String[] digits = inside.split(",");
            return new Exact(new Decimal(Integer.parseInt(digits[0]), Integer.parseInt(digits[1])));
        }
        List<TypePattern> inner = patterns(inside);
        return switch (name) {
            case "array" -> new ArrayOf(inner.getFirst());
            case "map" -> new MapOf(inner.getFirst(), inner.get(1));
            case "row" -> new RowOf(inner);
            case "function" -> new FunctionOf(inner.subList(0, inner.size() - 1), inner.getLast());
            default -> new Derived(name, inside);
        };
    }

    private static TypePattern plain(String name) {
        if (name.equals("varchar")) {
            return new Exact(Varchar.UNBOUNDED);
        }
        return scalar(name).<TypePattern>map(Exact::new).orElseGet(() -> new Family(name));
    }

    private static Optional<Scalar> scalar(String name) {
        for (Scalar scalar : Scalar.values()) {
            if (scalar.name().equals(name.toUpperCase(Locale.ROOT))) {
                return Optional.of(scalar);
            }
        }
        return Optional.empty();
    }
}
