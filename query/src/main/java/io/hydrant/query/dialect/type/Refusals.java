package io.hydrant.query.dialect.type;

import io.hydrant.query.refusal.QueryFailure;
import io.trino.sql.tree.Node;

/// Says what a query may not do, and where it does it.
public final class Refusals {
    private Refusals() {}

    /// @param code such as `TYPE_MISMATCH`
    public static QueryFailure at(Node node, String code, String text) {
        String place =
                node.getLocation()
                        .map(
                                found ->
                                        "line %d:%d: "
                                                .formatted(
                                                        found.getLineNumber(),
                                                        found.getColumnNumber()))
                        .orElse("");
        return QueryFailure.user(code, place + text);
    }

    /// @param what the construct, such as `MATCH_RECOGNIZE`
    public static QueryFailure notSupported(Node node, String what) {
        return at(node, "NOT_SUPPORTED", what + " is not supported");
    }
}
