package io.hydrant.query.dialect.expression;

import io.hydrant.query.dialect.type.Refusals;
import io.hydrant.query.refusal.QueryFailure;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.Node;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// State of translating one statement: names given so far, its scans' hidden columns, and the
/// limits that keep a hostile statement from exhausting the process. For one thread.
public final class Translation {
    /// Deeper expressions would exhaust stacks, here or in the engine.
    private static final int DEPTH_MAX = 400;

    /// Characters of an expression in the engine's dialect, besides those for each part of the
    /// statement: what needs an operand twice doubles it, so a small text can become a huge one.
    private static final int EXPRESSION_CHARS_MAX = 1 << 16;

    private static final int PART_CHARS_MAX = 64;

    /// The engine's time grows exponentially with lambdas inside one another.
    private static final int LAMBDA_DEPTH_MAX = 8;

    /// Characters of all expressions together, each counted again in those around it.
    private static final long TOTAL_CHARS_MAX = 64 << 20;

    /// Parts of the statement visited, those of views with each use.
    private static final int VISITS_MAX = 1_000_000;

    private final List<Expression> parameters;
    private final List<Set<String>> hiddenByScan = new ArrayList<>();
    private int names;
    private int depth;
    private int visits;
    private int lambdaDepth;
    private long totalChars;
    private boolean inWindow;

    /// @param parameters what question marks stand for, in order
    public Translation(List<Expression> parameters) {
        this.parameters = List.copyOf(parameters);
    }

    /// A name that no other place of the statement has, and that needs no quotes.
    public String freshName(String prefix) {
        names++;
        return prefix + names;
    }

    /// Registers a scan; scans are numbered from 0.
    public int newScan() {
        hiddenByScan.add(new TreeSet<>());
        return hiddenByScan.size() - 1;
    }

    public Set<String> hiddenOf(int scan) {
        return hiddenByScan.get(scan);
    }

    void use(Field field) {
        if (field.isHidden()) {
            Field.Origin origin = field.origin().orElseThrow();
            hiddenByScan.get(origin.scan()).add(origin.column());
        }
    }

    /// What a question mark stands for.
    public Expression parameter(Node place, int index) throws QueryFailure {
        if (index >= parameters.size()) {
            throw Refusals.at(
                    place,
                    "INVALID_PARAMETER_USAGE",
                    "Incorrect number of parameters: expected at least "
                            + (index + 1)
                            + " but found "
                            + parameters.size());
        }
        return parameters.get(index);
    }

    /// Goes one level down; each call is followed by one of [#leave()].
    public void enter(Node place) throws QueryFailure {
        depth++;
        visits++;
        if (visits > VISITS_MAX) {
            throw tooComplex(place, "it has more than " + VISITS_MAX + " parts");
        }
        if (depth > DEPTH_MAX) {
            throw Refusals.at(
                    place,
                    "STACK_OVERFLOW",
                    "statement is nested more than " + DEPTH_MAX + " levels deep");
        }
    }

    public void leave() {
        depth--;
    }

    void checkLength(Node place, int length) throws QueryFailure {
        int most = EXPRESSION_CHARS_MAX + PART_CHARS_MAX * visits;
        if (length > most) {
            throw tooComplex(place, "an expression becomes more than " + most + " characters");
        }
    }

    /// Counts the text of an expression.
    void rendered(Node place, int length) throws QueryFailure {
        checkLength(place, length);
        totalChars += length;
        if (totalChars > TOTAL_CHARS_MAX) {
            throw tooComplex(
                    place, "its expressions become more than " + TOTAL_CHARS_MAX + " characters");
        }
    }

    private static QueryFailure tooComplex(Node place, String reason) {
        return Refusals.at(place, "NOT_SUPPORTED", "Statement is too complex: " + reason);
    }

    /// Begins a call whose translation has a lambda.
    void enterLambda(Node place) throws QueryFailure {
        lambdaDepth++;
        if (lambdaDepth > LAMBDA_DEPTH_MAX) {
            throw tooComplex(
                    place,
                    "functions of arrays and maps, or lambdas, are nested more than "
                            + LAMBDA_DEPTH_MAX
                            + " levels deep");
        }
    }

    /// A name of a lambda's parameter: the same wherever the same expression stands, since the
    /// engine compares those of `GROUP BY` with those selected; and another than those of the
    /// lambdas around it.
    ///
    /// @param suffix tells it from others of the same call
    String lambdaName(String suffix) {
        return "p" + lambdaDepth + suffix;
    }

    void leaveLambda() {
        lambdaDepth--;
    }

    /// Begins a window; windows hold no others.
    void enterWindow(Node place) throws QueryFailure {
        if (inWindow) {
            throw Refusals.at(
                    place,
                    "NESTED_WINDOW",
                    "Cannot nest window functions or row pattern measures inside window"
                            + " specification");
        }
        inWindow = true;
    }

    void leaveWindow() {
        inWindow = false;
    }
}
