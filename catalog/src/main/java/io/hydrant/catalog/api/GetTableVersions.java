package io.hydrant.catalog.api;

import io.hydrant.catalog.refusal.InvalidInput;
import io.hydrant.catalog.table.TableName;
import io.hydrant.catalog.table.TableVersions;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.glue.model.GetTableVersionsRequest;
import software.amazon.awssdk.services.glue.model.GetTableVersionsResponse;
import software.amazon.awssdk.services.glue.model.TableVersion;

import java.util.Optional;

/// Lists the versions of a table that there are, newest first.
final class GetTableVersions {
    private static final String KIND = "GetTableVersions";
    private static final int VERSIONS_MAX = 100;

    private final TableVersions versions;

    GetTableVersions(TableVersions versions) {
        this.versions = versions;
    }

    GetTableVersionsResponse answer(GetTableVersionsRequest request, ApiCall call) {
        TableName name =
                CatalogReference.table(
                        call, request.catalogId(), request.databaseName(), request.tableName());

        int limit = Optional.ofNullable(request.maxResults()).orElse(VERSIONS_MAX);
        TableVersions.Page page = versions.list(name, after(request), limit);
        return GetTableVersionsResponse.builder()
                .tableVersions(
                        page.versions().stream()
                                .map(
                                        shape ->
                                                TableVersion.builder()
                                                        .table(shape)
                                                        .versionId(shape.versionId())
                                                        .build())
                                .toList())
                .nextToken(PageToken.text(KIND, page.last()))
                .build();
    }

    private static Optional<Long> after(GetTableVersionsRequest request) {
        try {
            return PageToken.place(KIND, request.nextToken()).map(Long::valueOf);
        } catch (NumberFormatException _) {
            throw new InvalidInput("Invalid NextToken.");
        }
    }
}
