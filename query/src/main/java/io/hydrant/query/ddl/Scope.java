package io.hydrant.query.ddl;

import io.hydrant.catalog.store.CatalogScope;
import io.hydrant.catalog.table.TableName;
import io.hydrant.query.ddl.DdlStatement.Target;
import io.hydrant.query.statement.Submission;

import java.util.Locale;

/// Where a statement's names are looked for.
///
/// @param database of names without one
record Scope(CatalogScope catalog, String database) {
    static Scope of(Submission submission) {
        return new Scope(
                new CatalogScope(submission.account(), submission.region()),
                submission.database().toLowerCase(Locale.ROOT));
    }

    TableName table(Target target) {
        return new TableName(
                catalog.account(),
                catalog.region(),
                target.database().orElse(database),
                target.table());
    }
}
