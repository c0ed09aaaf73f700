package io.hydrant.catalog.api;

import io.hydrant.catalog.refusal.EntityNotFound;

import software.amazon.awssdk.services.glue.model.ColumnError;

import java.util.List;

/// Statistics of columns, of which there are none.
final class ColumnStatistics {
    private ColumnStatistics() {}

    static EntityNotFound absent(String column) {
        return new EntityNotFound("Statistics of column " + column + " not found.");
    }

    static List<ColumnError> absent(List<String> columns) {
        return columns.stream()
                .map(
                        column ->
                                ColumnError.builder()
                                        .columnName(column)
                                        .error(GlueErrors.detail(absent(column)))
                                        .build())
                .toList();
    }
}
