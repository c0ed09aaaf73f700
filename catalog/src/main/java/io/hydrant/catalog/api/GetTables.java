package io.hydrant.catalog.api;

import io.hydrant.catalog.database.Databases;
import io.hydrant.catalog.database.StoredDatabase;
import io.hydrant.catalog.store.CatalogScope;
import io.hydrant.catalog.table.StoredTable;
import io.hydrant.catalog.table.TablePage;
import io.hydrant.catalog.table.Tables;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.glue.model.GetTablesRequest;
import software.amazon.awssdk.services.glue.model.GetTablesResponse;
import software.amazon.awssdk.services.glue.model.Table;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Lists tables in order of their names.
final class GetTables {
    private static final String KIND = "GetTables";
    private static final int TABLES_MAX = 100;

    private final Databases databases;
    private final Tables tables;

    GetTables(Databases databases, Tables tables) {
        this.databases = databases;
        this.tables = tables;
    }

    GetTablesResponse answer(GetTablesRequest request, ApiCall call) {
        Lacking.refuse("TransactionId", request.transactionId());
        Lacking.refuse("QueryAsOfTime", request.queryAsOfTime());
        CatalogScope scope = CatalogReference.scope(call, request.catalogId());
        StoredDatabase database = databases.require(scope, request.databaseName());
        String after = PageToken.place(KIND, request.nextToken()).orElse("");
        int limit = Optional.ofNullable(request.maxResults()).orElse(TABLES_MAX);
        TablePage page = tables.list(database, after, limit, wanted(request.expression()));
        List<Table> shown = page.tables().stream().map(StoredTable::shape).toList();
        if (request.hasAttributesToGet()) {
            shown =
                    shown.stream()
                            .map(table -> TableShapes.reduced(table, request.attributesToGet()))
                            .toList();
        }
        return GetTablesResponse.builder()
                .tableList(shown)
                .nextToken(PageToken.text(KIND, page.last()))
                .build();
    }

    /// @param expression null or empty for all
    private static Predicate<String> wanted(String expression) {
        return expression == null || expression.isEmpty() ? _ -> true : new NamePattern(expression);
    }
}
