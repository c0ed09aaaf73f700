package io.hydrant.query.dialect.query;

import io.hydrant.query.dialect.text.TextLimits;
import io.hydrant.query.dialect.type.Refusals;
import io.hydrant.query.refusal.QueryFailure;
import io.hydrant.query.relation.Relation;
import io.trino.sql.parser.ParsingException;
import io.trino.sql.parser.SqlParser;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.Query;

import java.util.Optional;

/// Reads the texts of views.
final class ViewTexts {
    private ViewTexts() {}

    static Query parse(Node place, Relation.View view) throws QueryFailure {
        Optional<String> refusal = TextLimits.refusal(view.sql());
        if (refusal.isPresent()) {
            throw invalid(place, view, refusal.get());
        }
        try {
            if (new SqlParser().createStatement(view.sql()) instanceof Query query) {
                return query;
            }
        } catch (ParsingException e) {
            throw invalid(place, view, e.getMessage());
        }
        throw invalid(place, view, "it is no query");
    }

    private static QueryFailure invalid(Node place, Relation.View view, String reason) {
        return Refusals.at(
                place,
                "INVALID_VIEW",
                "Failed parsing stored view '%s': %s".formatted(view.name(), reason));
    }
}
