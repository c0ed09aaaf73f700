package io.hydrant.catalog.api;

import io.hydrant.catalog.table.TableName;
import io.hydrant.catalog.table.TableVersions;
import io.hydrant.catalog.table.Tables;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.glue.model.GetTableVersionRequest;
import software.amazon.awssdk.services.glue.model.GetTableVersionResponse;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableVersion;

/// Shows a version of a table; the newest when none is named.
final class GetTableVersion {
    private final Tables tables;
    private final TableVersions versions;

    GetTableVersion(Tables tables, TableVersions versions) {
        this.tables = tables;
        this.versions = versions;
    }

    GetTableVersionResponse answer(GetTableVersionRequest request, ApiCall call) {
        TableName name =
                CatalogReference.table(
                        call, request.catalogId(), request.databaseName(), request.tableName());

        Table shape =
                request.versionId() == null
                        ? tables.require(name).shape()
                        : versions.require(name, request.versionId());
        return GetTableVersionResponse.builder()
                .tableVersion(
                        TableVersion.builder().table(shape).versionId(shape.versionId()).build())
                .build();
    }
}
