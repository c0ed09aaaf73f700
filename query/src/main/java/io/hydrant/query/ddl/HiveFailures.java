package io.hydrant.query.ddl;

import io.hydrant.catalog.refusal.CatalogException;
import io.hydrant.catalog.refusal.EntityExists;
import io.hydrant.catalog.refusal.EntityNotFound;
import io.hydrant.query.refusal.QueryFailure;
import io.hydrant.query.refusal.QueryFailure.Cause;

/// Failures of definitions in Hive's words, which clients look for.
final class HiveFailures {
    private static final String TASK =
            "FAILED: Execution Error, return code 1 from"
                    + " org.apache.hadoop.hive.ql.exec.DDLTask. ";

    private HiveFailures() {}

    /// @param exception such as `AlreadyExistsException(message:Table t already exists)`
    static QueryFailure task(String exception) {
        return new QueryFailure(Cause.USER, TASK + exception);
    }

    static QueryFailure alreadyExists(String message) {
        return task("AlreadyExistsException(message:" + message + ")");
    }

    static QueryFailure semantic(int code, String text) {
        return new QueryFailure(
                Cause.USER, "FAILED: SemanticException [Error " + code + "]: " + text);
    }

    static QueryFailure semantic(String text) {
        return new QueryFailure(Cause.USER, "FAILED: SemanticException " + text);
    }

    static QueryFailure tableNotFound(String table) {
        return semantic(10001, "Table not found " + table);
    }

    static QueryFailure databaseNotFound(String database) {
        return semantic(10072, "Database does not exist: " + database);
    }

    /// What the catalog refused while the statement was carried out.
    static QueryFailure of(CatalogException refusal) {
        return switch (refusal) {
            case EntityExists exists -> alreadyExists(exists.getMessage());
            case EntityNotFound missing ->
                    task("NoSuchObjectException(message:" + missing.getMessage() + ")");
            default -> task("InvalidObjectException(message:" + refusal.getMessage() + ")");
        };
    }
}
