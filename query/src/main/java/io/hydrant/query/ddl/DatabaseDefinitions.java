package io.hydrant.query.ddl;

import io.hydrant.catalog.Catalog;
import io.hydrant.catalog.database.StoredDatabase;
import io.hydrant.query.ddl.DdlStatement.AlterDatabase;
import io.hydrant.query.ddl.DdlStatement.CreateDatabase;
import io.hydrant.query.ddl.DdlStatement.DropDatabase;
import io.hydrant.query.refusal.QueryFailure;

import software.amazon.awssdk.services.glue.model.Database;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Definitions of databases.
final class DatabaseDefinitions {
    private final Catalog catalog;

    DatabaseDefinitions(Catalog catalog) {
        this.catalog = catalog;
    }

    void create(Scope scope, CreateDatabase statement) throws QueryFailure {
        if (catalog.databases().find(scope.catalog(), statement.name()).isPresent()) {
            if (statement.ifNotExists()) {
                return;
            }
            throw HiveFailures.alreadyExists("Database " + statement.name() + " already exists");
        }
        catalog.databases()
                .create(
                        scope.catalog(),
                        Database.builder()
                                .name(statement.name())
                                .description(statement.comment().orElse(null))
                                .locationUri(statement.location().orElse(null))
                                .parameters(
                                        statement.properties().isEmpty()
                                                ? null
                                                : statement.properties())
                                .build(),
                        Map.of());
    }

    void drop(Scope scope, DropDatabase statement) throws QueryFailure {
        Optional<StoredDatabase> found =
                catalog.databases().find(scope.catalog(), statement.name());
        if (found.isEmpty()) {
            if (statement.ifExists()) {
                return;
            }
            throw HiveFailures.databaseNotFound(statement.name());
        }
        boolean empty = catalog.tables().list(found.get(), "", 1, _ -> true).tables().isEmpty();
        if (!empty && !statement.cascade()) {
            throw HiveFailures.task(
                    "InvalidOperationException(message:Database %s is not empty. One or more tables exist.)"
                            .formatted(statement.name()));
        }
        catalog.databases().delete(scope.catalog(), statement.name());
    }

    void alter(Scope scope, AlterDatabase statement) throws QueryFailure {
        Database before = require(scope, statement.name()).shape();
        Map<String, String> properties = new LinkedHashMap<>(before.parameters());
        properties.putAll(statement.properties());
        catalog.databases()
                .update(
                        scope.catalog(),
                        statement.name(),
                        before.toBuilder().parameters(properties).build());
    }

    StoredDatabase require(Scope scope, String name) throws QueryFailure {
        return catalog.databases()
                .find(scope.catalog(), name)
                .orElseThrow(() -> HiveFailures.databaseNotFound(name));
    }
}
