package io.hydrant.query.dialect.expression;

import io.hydrant.query.dialect.type.Refusals;
import io.hydrant.query.dialect.type.Sql;
import io.hydrant.query.refusal.QueryFailure;
import io.trino.sql.jsonpath.PathParser;
import io.trino.sql.jsonpath.tree.Accessor;
import io.trino.sql.jsonpath.tree.ArrayAccessor;
import io.trino.sql.jsonpath.tree.ContextVariable;
import io.trino.sql.jsonpath.tree.JsonPath;
import io.trino.sql.jsonpath.tree.LastIndexVariable;
import io.trino.sql.jsonpath.tree.MemberAccessor;
import io.trino.sql.jsonpath.tree.PathNode;
import io.trino.sql.jsonpath.tree.SqlValueLiteral;
import io.trino.sql.parser.ParsingException;
import io.trino.sql.tree.LongLiteral;
import io.trino.sql.tree.StringLiteral;

import java.util.ArrayList;
import java.util.List;

/// Writes paths of the SQL/JSON functions for the engine: `lax $.a.b[0]`, `strict $."c d"[last]`.
///
/// A lax path takes an array where a member is asked for as its elements, and all else where an
/// element is asked for as an array of one; what is not there gives nothing. Then each step makes a
/// list of values of another. A strict path takes nothing for anything else.
///
/// Source: Trino documentation, JSON functions and operators (JSON path language).
final class SqlJsonPath {
    private static final String NOTHING = "CAST([] AS JSON[])";

    private final StringLiteral place;

    SqlJsonPath(StringLiteral place) {
        this.place = place;
    }

    /// What the path finds in a document: a list of JSON, null when a strict path does not fit.
    ///
    /// @param document of the engine's type JSON, not null
    String found(String document) throws QueryFailure {
        PathNode parsed;
        try {
            parsed =
                    PathParser.withFixedErrorLocation(new PathParser.Location(1, 1))
                            .parseJsonPath(place.getValue());
        } catch (ParsingException e) {
            throw Refusals.at(place, "INVALID_PATH", "Invalid JSON path: " + e.getErrorMessage());
        }
        if (!(parsed instanceof JsonPath path)) {
            throw notSupported("this form");
        }
        List<Accessor> steps = steps(path.getRoot());
        if (!path.isLax()) {
            return strict(document, steps);
        }
        String found = "[" + document + "]";
        for (Accessor step : steps) {
            String item = "item";
            found =
                    "flatten(list_transform(%s, lambda %s: %s))"
                            .formatted(found, item, lax(item, step));
        }
        return found;
    }

    private List<Accessor> steps(PathNode root) throws QueryFailure {
        List<Accessor> steps = new ArrayList<>();
        PathNode at = root;
        while (at instanceof Accessor step
                && (step instanceof MemberAccessor || step instanceof ArrayAccessor)) {
            steps.addFirst(step);
            at = step.getBase();
        }
        if (!(at instanceof ContextVariable)) {
            throw notSupported("filters, methods, variables or arithmetic");
        }
        return steps;
    }

    private String strict(String document, List<Accessor> steps) throws QueryFailure {
        StringBuilder path = new StringBuilder("$");
        for (Accessor step : steps) {
            String text = text(step);
            if (text.contains("*")) {
                throw notSupported("wildcards in strict mode");
            }
            path.append(text);
        }
        String literal = Sql.literal(path.toString());
        return "CASE WHEN json_exists(%1$s, %2$s) THEN [json_extract(%1$s, %2$s)] END"
                .formatted(document, literal);
    }

    private String lax(String item, Accessor step) throws QueryFailure {
        String text = text(step);
        String one = Sql.literal("$" + text);
        boolean wildcard = text.equals("[*]") || text.equals(".*");
        String itself =
                wildcard
                        ? "json_extract(%s, %s)".formatted(item, one)
                        : ("CASE WHEN json_exists(%1$s, %2$s) THEN [json_extract(%1$s, %2$s)]"
                                        + " ELSE %3$s END")
                                .formatted(item, one, NOTHING);
        if (step instanceof MemberAccessor) {
            return ("CASE json_type(%1$s) WHEN 'ARRAY' THEN json_extract(%1$s, %2$s)"
                            + " WHEN 'OBJECT' THEN %3$s ELSE %4$s END")
                    .formatted(item, Sql.literal("$[*]" + text), itself, NOTHING);
        }
        boolean first = wildcard || text.equals("[0]") || text.equals("[#-1]");
        return "CASE WHEN json_type(%1$s) = 'ARRAY' THEN %2$s ELSE %3$s END"
                .formatted(item, itself, first ? "[" + item + "]" : NOTHING);
    }

    /// A step as the engine has it.
    private String text(Accessor step) throws QueryFailure {
        return switch (step) {
            case MemberAccessor member ->
                    member.getKey().isPresent() ? "." + key(member.getKey().get()) : ".*";
            case ArrayAccessor array when array.getSubscripts().isEmpty() -> "[*]";
            case ArrayAccessor array
                    when array.getSubscripts().size() == 1
                            && array.getSubscripts().getFirst().getTo().isEmpty() ->
                    "[" + index(array.getSubscripts().getFirst().getFrom()) + "]";
            default -> throw notSupported("several subscripts");
        };
    }

    private String key(String key) throws QueryFailure {
        if (key.indexOf('\\') >= 0 || key.indexOf('"') >= 0 || key.indexOf('\0') >= 0) {
            throw notSupported("the member '" + key + "'");
        }
        return '"' + key + '"';
    }

    private String index(PathNode index) throws QueryFailure {
        if (index instanceof LastIndexVariable) {
            return "#-1";
        }
        if (index instanceof SqlValueLiteral literal
                && literal.getValue() instanceof LongLiteral number
                && number.getParsedValue() >= 0
                && number.getParsedValue() <= Integer.MAX_VALUE) {
            return Long.toString(number.getParsedValue());
        }
        throw notSupported("a computed subscript");
    }

    private QueryFailure notSupported(String what) {
        return Refusals.notSupported(
                place, "JSON path '%s' with %s".formatted(place.getValue(), what));
    }
}
