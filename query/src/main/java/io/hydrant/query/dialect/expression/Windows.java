package io.hydrant.query.dialect.expression;

import io.hydrant.query.dialect.type.Refusals;
import io.hydrant.query.refusal.QueryFailure;
import io.trino.sql.tree.FrameBound;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.OrderBy;
import io.trino.sql.tree.SortItem;
import io.trino.sql.tree.Window;
import io.trino.sql.tree.WindowFrame;
import io.trino.sql.tree.WindowReference;
import io.trino.sql.tree.WindowSpecification;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Translates the windows of functions. Named ones are put where they are used.
final class Windows {
    private static final int REFERENCES_MAX = 32;

    private final ExpressionRenderer expressions;

    Windows(ExpressionRenderer expressions) {
        this.expressions = expressions;
    }

    String over(Node place, Window window) throws QueryFailure {
        expressions.translation().enterWindow(place);
        try {
            return clause(place, window);
        } finally {
            expressions.translation().leaveWindow();
        }
    }

    private String clause(Node place, Window window) throws QueryFailure {
        WindowSpecification specification =
                switch (window) {
                    case WindowReference reference -> named(place, reference.getName());
                    case WindowSpecification given -> given;
                    default -> throw Refusals.notSupported(place, "This form of window");
                };
        List<String> parts = new ArrayList<>();
        List<WindowSpecification> chain = chain(place, specification);
        check(place, chain);
        for (WindowSpecification one : chain) {
            if (!one.getPartitionBy().isEmpty()) {
                parts.add(
                        "PARTITION BY "
                                + Nested.joined(expressions.renderAll(one.getPartitionBy())));
            }
        }
        for (WindowSpecification one : chain) {
            if (one.getOrderBy().isPresent()) {
                parts.add(orderBy(one.getOrderBy().get()));
            }
        }
        Optional<WindowFrame> frame = specification.getFrame();
        if (frame.isPresent()) {
            parts.add(frame(frame.get()));
        }
        return " OVER (" + String.join(" ", parts) + ")";
    }

    /// The specification, before it the one that it is made of, and so on.
    private List<WindowSpecification> chain(Node place, WindowSpecification last)
            throws QueryFailure {
        List<WindowSpecification> chain = new ArrayList<>(List.of(last));
        while (chain.getFirst().getExistingWindowName().isPresent()) {
            if (chain.size() > REFERENCES_MAX) {
                throw Refusals.notSupported(
                        place, "A window that refers to more than " + REFERENCES_MAX + " others");
            }
            chain.addFirst(named(place, chain.getFirst().getExistingWindowName().get()));
        }
        return chain;
    }

    /// A window made of another adds to it, and repeats nothing.
    private static void check(Node place, List<WindowSpecification> chain) throws QueryFailure {
        boolean ordered = false;
        for (int i = 0; i < chain.size(); i++) {
            WindowSpecification one = chain.get(i);
            boolean wrong =
                    i > 0 && !one.getPartitionBy().isEmpty()
                            || ordered && one.getOrderBy().isPresent()
                            || i + 1 < chain.size() && one.getFrame().isPresent();
            if (wrong) {
                throw Refusals.at(
                        place,
                        "INVALID_WINDOW_REFERENCE",
                        "A WINDOW that refers to another cannot have PARTITION BY or a second ORDER"
                                + " BY, and the other no frame");
            }
            ordered |= one.getOrderBy().isPresent();
        }
    }

    private WindowSpecification named(Node place, Identifier name) throws QueryFailure {
        String lower = ExpressionRenderer.lower(name);
        if (!expressions.windows().containsKey(lower)) {
            throw Refusals.at(
                    place, "INVALID_WINDOW_REFERENCE", "Cannot resolve WINDOW name " + lower);
        }
        return expressions.windows().get(lower);
    }

    String orderBy(OrderBy orderBy) throws QueryFailure {
        List<String> items = new ArrayList<>();
        for (SortItem item : orderBy.getSortItems()) {
            items.add(expressions.render(item.getSortKey()).sql() + SortDirection.of(item));
        }
        return "ORDER BY " + String.join(", ", items);
    }

    private String frame(WindowFrame frame) throws QueryFailure {
        if (frame.getPattern().isPresent() || !frame.getMeasures().isEmpty()) {
            throw Refusals.notSupported(frame, "Pattern recognition in windows");
        }
        String start = bound(frame.getStart());
        String unit = frame.getType().name();
        if (frame.getEnd().isEmpty()) {
            return unit + " " + start;
        }
        return unit + " BETWEEN " + start + " AND " + bound(frame.getEnd().get());
    }

    private String bound(FrameBound bound) throws QueryFailure {
        String type = bound.getType().name().replace('_', ' ');
        if (bound.getValue().isEmpty()) {
            return type;
        }
        return expressions.render(bound.getValue().get()).sql() + " " + type;
    }
}
