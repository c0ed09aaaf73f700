package io.hydrant.catalog.api;

import io.hydrant.catalog.table.TableName;
import io.hydrant.catalog.table.TableVersions;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.glue.model.DeleteTableVersionRequest;
import software.amazon.awssdk.services.glue.model.DeleteTableVersionResponse;

/// Removes an older version of a table.
final class DeleteTableVersion {
    private final TableVersions versions;

    DeleteTableVersion(TableVersions versions) {
        this.versions = versions;
    }

    DeleteTableVersionResponse answer(DeleteTableVersionRequest request, ApiCall call) {
        TableName name =
                CatalogReference.table(
                        call, request.catalogId(), request.databaseName(), request.tableName());

        versions.delete(name, request.versionId());
        return DeleteTableVersionResponse.builder().build();
    }
}
