package io.hydrant.catalog.api;

import io.hydrant.catalog.database.Databases;
import io.hydrant.catalog.refusal.InvalidInput;
import io.hydrant.catalog.store.CatalogScope;
import io.hydrant.catalog.table.Tables;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.glue.model.ResourceShareType;
import software.amazon.awssdk.services.glue.model.SearchTablesRequest;
import software.amazon.awssdk.services.glue.model.SearchTablesResponse;
import software.amazon.awssdk.services.glue.model.Table;

import java.util.List;
import java.util.Optional;

/// Lists tables of all databases that hold a text or have certain properties.
final class SearchTables {
    private static final String KIND = "SearchTables";
    private static final int TABLES_MAX = 100;

    private final Databases databases;
    private final Tables tables;

    SearchTables(Databases databases, Tables tables) {
        this.databases = databases;
        this.tables = tables;
    }

    SearchTablesResponse answer(SearchTablesRequest request, ApiCall call) {
        CatalogScope scope = CatalogReference.scope(call, request.catalogId());
        int start = start(request);
        if (request.resourceShareType() != null
                && request.resourceShareType() != ResourceShareType.ALL) {
            return SearchTablesResponse.builder().tableList(List.of()).build();
        }
        TableSearch search = TableSearch.of(request);
        int limit = Optional.ofNullable(request.maxResults()).orElse(TABLES_MAX);
        List<Table> found =
                search.sorted(new AllTables(databases, tables).of(scope).filter(search::finds))
                        .skip(start)
                        .limit(limit + 1L)
                        .toList();
        boolean more = found.size() > limit;
        String next = Long.toString((long) start + limit);
        return SearchTablesResponse.builder()
                .tableList(more ? found.subList(0, limit) : found)
                .nextToken(PageToken.text(KIND, more ? Optional.of(next) : Optional.empty()))
                .build();
    }

    /// How many tables were listed before.
    private static int start(SearchTablesRequest request) {
        try {
            int start = PageToken.place(KIND, request.nextToken()).map(Integer::parseInt).orElse(0);
            if (start >= 0) {
                return start;
            }
        } catch (NumberFormatException _) {
            throw new InvalidInput("Invalid NextToken.");
        }
        throw new InvalidInput("Invalid NextToken.");
    }
}
