package io.hydrant.catalog.api;

import io.hydrant.catalog.refusal.CatalogException;
import io.hydrant.catalog.table.TableName;
import io.hydrant.catalog.table.TableVersions;
import io.hydrant.catalog.table.Tables;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.glue.model.BatchDeleteTableVersionRequest;
import software.amazon.awssdk.services.glue.model.BatchDeleteTableVersionResponse;
import software.amazon.awssdk.services.glue.model.TableVersionError;

import java.util.ArrayList;
import java.util.List;

/// Removes older versions of a table; those that cannot be are told.
final class BatchDeleteTableVersion {
    private final Tables tables;
    private final TableVersions versions;

    BatchDeleteTableVersion(Tables tables, TableVersions versions) {
        this.tables = tables;
        this.versions = versions;
    }

    BatchDeleteTableVersionResponse answer(BatchDeleteTableVersionRequest request, ApiCall call) {
        TableName name =
                CatalogReference.table(
                        call, request.catalogId(), request.databaseName(), request.tableName());

        tables.require(name);
        List<TableVersionError> errors = new ArrayList<>();
        for (String version : request.versionIds()) {
            try {
                versions.delete(name, version);
            } catch (CatalogException e) {
                errors.add(
                        TableVersionError.builder()
                                .tableName(name.table())
                                .versionId(version)
                                .errorDetail(GlueErrors.detail(e))
                                .build());
            }
        }
        return BatchDeleteTableVersionResponse.builder().errors(errors).build();
    }
}
