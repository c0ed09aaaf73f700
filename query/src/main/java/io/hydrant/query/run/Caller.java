package io.hydrant.query.run;

import io.hydrant.catalog.store.CatalogScope;
import io.hydrant.catalog.table.TableName;
import io.hydrant.query.refusal.QueryFailure;
import io.hydrant.query.statement.Submission;

import java.util.List;
import java.util.Locale;

/// Whose statement it is, and where its names are looked for.
record Caller(CatalogScope scope, String database) {
    private static final String CATALOG = "awsdatacatalog";
    private static final int QUALIFIED = 3;

    static Caller of(Submission submission) {
        return new Caller(
                new CatalogScope(submission.account(), submission.region()),
                submission.database().toLowerCase(Locale.ROOT));
    }

    /// @param parts of a name, outermost first
    /// @throws QueryFailure when it is of another catalog
    TableName table(List<String> parts) throws QueryFailure {
        List<String> name = parts;
        if (name.size() == QUALIFIED) {
            if (!name.getFirst().equals(CATALOG)) {
                throw QueryFailure.user(
                        "CATALOG_NOT_FOUND",
                        "line 1:1: Catalog '%s' does not exist".formatted(name.getFirst()));
            }
            name = name.subList(1, QUALIFIED);
        }
        return switch (name.size()) {
            case 1 -> tableName(database, name.getFirst());
            case 2 -> tableName(name.getFirst(), name.getLast());
            default ->
                    throw QueryFailure.user(
                            "SYNTAX_ERROR", "line 1:1: Too many dots in table name");
        };
    }

    private TableName tableName(String inDatabase, String table) {
        return new TableName(scope.account(), scope.region(), inDatabase, table);
    }
}
