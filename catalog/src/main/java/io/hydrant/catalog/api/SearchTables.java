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
        List<Table> found =
                search.sorted(new AllTables(databases, tables).of(scope).filter(search::finds));
        int limit = Optional.ofNullable(request.maxResults()).orElse(TABLES_MAX);
        int end = Math.min(found.size(), start + limit);
        boolean more = end < found.size();
        return SearchTablesResponse.builder()
                .tableList(found.subList(Math.min(start, end), end))
                .nextToken(
                        PageToken.text(
                                KIND, more ? Optional.of(Integer.toString(end)) : Optional.empty()))
                .build();
    }

    /// How many tables were listed before.
    private static int start(SearchTablesRequest request) {
        try {
            return PageToken.place(KIND, request.nextToken())
                    .map(Integer::parseUnsignedInt)
                    .orElse(0);
        } catch (NumberFormatException _) {
            throw new InvalidInput("Invalid NextToken.");
        }
    }
}
