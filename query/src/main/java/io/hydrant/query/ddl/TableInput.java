package io.hydrant.query.ddl;

import io.hydrant.query.ddl.DdlStatement.Buckets;
import io.hydrant.query.ddl.DdlStatement.ColumnText;
import io.hydrant.query.ddl.DdlStatement.TableDefinition;
import io.hydrant.query.refusal.QueryFailure;

import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.SerDeInfo;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the catalog keeps of a `CREATE EXTERNAL TABLE`, as Athena would.
final class TableInput {
    private static final String S3 = "s3://";

    private TableInput() {}

    /// @throws QueryFailure when the clauses do not fit together
    static Table of(TableDefinition definition, Instant now) throws QueryFailure {
        requireNames(definition);
        return Table.builder()
                .description(definition.comment().orElse(null))
                .owner("hadoop")
                .createTime(now)
                .lastAccessTime(now)
                .retention(0)
                .storageDescriptor(storage(definition))
                .partitionKeys(definition.partitionKeys().stream().map(TableInput::column).toList())
                .tableType("EXTERNAL_TABLE")
                .parameters(parameters(definition, now))
                .build();
    }

    static Column column(ColumnText column) {
        return Column.builder()
                .name(column.name())
                .type(column.type())
                .comment(column.comment().orElse(null))
                .build();
    }

    private static void requireNames(TableDefinition definition) throws QueryFailure {
        Set<String> seen = new HashSet<>();
        for (ColumnText column : definition.columns()) {
            if (!seen.add(column.name())) {
                throw HiveFailures.semantic(10036, "Duplicate column name: " + column.name());
            }
        }
        Set<String> columns = Set.copyOf(seen);
        for (ColumnText key : definition.partitionKeys()) {
            if (!seen.add(key.name())) {
                throw HiveFailures.semantic(10035, "Column repeated in partitioning columns");
            }
        }
        for (String column : definition.buckets().map(Buckets::columns).orElse(List.of())) {
            if (!columns.contains(column)) {
                throw HiveFailures.semantic(10002, "Invalid column reference " + column);
            }
        }
    }

    private static StorageDescriptor storage(TableDefinition definition) throws QueryFailure {
        String location =
                definition
                        .location()
                        .orElseThrow(
                                () ->
                                        HiveFailures.semantic(
                                                "an external table needs a LOCATION, as in LOCATION"
                                                        + " 's3://bucket/folder/'"));
        requireFolder(location);
        return StorageDescriptor.builder()
                .columns(definition.columns().stream().map(TableInput::column).toList())
                .location(location)
                .inputFormat(definition.files().input())
                .outputFormat(definition.files().output())
                .compressed(false)
                .numberOfBuckets(definition.buckets().map(Buckets::count).orElse(-1))
                .serdeInfo(serde(definition))
                .bucketColumns(definition.buckets().map(Buckets::columns).orElse(List.of()))
                .sortColumns(List.of())
                .parameters(Map.of())
                .storedAsSubDirectories(false)
                .build();
    }

    /// @throws QueryFailure when no object can lie under it
    static void requireFolder(String location) throws QueryFailure {
        boolean bucket = location.startsWith(S3) && location.length() > S3.length();
        if (!bucket || location.charAt(S3.length()) == '/') {
            throw HiveFailures.task(
                    "MetaException(message:the location must be s3://bucket/folder/ but was %s)"
                            .formatted(location));
        }
        if (location.indexOf('*') >= 0) {
            throw HiveFailures.task(
                    "MetaException(message:the location %s has a wildcard; it is a folder)"
                            .formatted(location));
        }
    }

    private static SerDeInfo serde(TableDefinition definition) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("serialization.format", "1");
        properties.putAll(definition.rowFormat().properties());
        return SerDeInfo.builder()
                .serializationLibrary(
                        definition.rowFormat().serde().orElse(definition.files().serde()))
                .parameters(properties)
                .build();
    }

    private static Map<String, String> parameters(TableDefinition definition, Instant now) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("EXTERNAL", "TRUE");
        parameters.put("transient_lastDdlTime", Long.toString(now.getEpochSecond()));
        definition.comment().ifPresent(comment -> parameters.put("comment", comment));
        parameters.putAll(definition.properties());
        return parameters;
    }
}
