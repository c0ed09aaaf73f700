package io.hydrant.query.relation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.hydrant.catalog.Catalog;
import io.hydrant.catalog.store.CatalogScope;
import io.hydrant.catalog.table.StoredTable;
import io.hydrant.catalog.table.TableColumn;
import io.hydrant.catalog.table.TableName;
import io.hydrant.query.refusal.QueryFailure;

import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.Table;

import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The tables and views of one caller's catalog. Safe for any thread.
///
/// A view is kept as Trino keeps it in a Hive catalog: `/* Presto View: <Base64 of JSON> */`, the
/// JSON with the members `originalSql`, `catalog` and `schema`.
public final class CatalogRelations implements Relations {
    private static final Pattern VIEW =
            Pattern.compile("/\\* Presto View: ([A-Za-z0-9+/=\\s]+) \\*/", Pattern.DOTALL);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Catalog catalog;
    private final CatalogScope scope;

    public CatalogRelations(Catalog catalog, CatalogScope scope) {
        this.catalog = catalog;
        this.scope = scope;
    }

    @Override
    public boolean hasDatabase(String database) {
        return catalog.databases().find(scope, database).isPresent();
    }

    @Override
    public Optional<Relation> find(String database, String table) throws QueryFailure {
        TableName name = new TableName(scope.account(), scope.region(), database, table);
        Optional<StoredTable> stored = catalog.tables().find(name);
        return stored.isEmpty() ? Optional.empty() : Optional.of(relation(name, stored.get()));
    }

    private static Relation relation(TableName name, StoredTable stored) throws QueryFailure {
        Table shape = stored.shape();
        if ("VIRTUAL_VIEW".equals(shape.tableType())) {
            return view(name, Optional.ofNullable(shape.viewOriginalText()).orElse(""));
        }
        if (Optional.ofNullable(shape.storageDescriptor()).isEmpty()) {
            throw QueryFailure.user(
                    "HIVE_INVALID_METADATA", "Table %s has no storage descriptor".formatted(name));
        }
        String otherFormat =
                shape.hasParameters() ? shape.parameters().getOrDefault("table_type", "") : "";
        if (!otherFormat.isEmpty()) {
            throw QueryFailure.user(
                    "HIVE_UNSUPPORTED_FORMAT",
                    "Table %s is of type '%s', which cannot be queried"
                            .formatted(name, otherFormat));
        }
        return new Relation.FileTable(
                name, columns(shape.storageDescriptor().columns()), columns(shape.partitionKeys()));
    }

    private static List<TableColumn> columns(List<Column> shapes) {
        return shapes.stream()
                .map(
                        shape ->
                                new TableColumn(
                                        shape.name().toLowerCase(Locale.ROOT),
                                        Optional.ofNullable(shape.type()).orElse("")))
                .toList();
    }

    private static Relation view(TableName name, String text) throws QueryFailure {
        Matcher encoded = VIEW.matcher(text.strip());
        if (!encoded.matches()) {
            throw QueryFailure.user(
                    "NOT_SUPPORTED", "View %s was made by another engine".formatted(name));
        }
        try {
            byte[] json = Base64.getMimeDecoder().decode(encoded.group(1));
            JsonNode view = JSON.readTree(json);
            if (!view.path("originalSql").isTextual()) {
                throw invalid(name);
            }
            return new Relation.View(
                    name,
                    view.path("originalSql").asText(),
                    view.path("schema").asText(name.database()).toLowerCase(Locale.ROOT));
        } catch (IOException | IllegalArgumentException _) {
            throw invalid(name);
        }
    }

    private static QueryFailure invalid(TableName name) {
        return QueryFailure.user(
                "HIVE_INVALID_VIEW_DATA", "Invalid view JSON of view %s".formatted(name));
    }
}
