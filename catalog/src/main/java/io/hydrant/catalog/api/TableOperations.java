package io.hydrant.catalog.api;

import io.hydrant.catalog.Catalog;
import io.hydrant.catalog.database.Databases;
import io.hydrant.catalog.table.TableVersions;
import io.hydrant.catalog.table.Tables;
import io.hydrant.wire.constraint.ServiceConstraints;
import io.hydrant.wire.json.Operation;

import software.amazon.awssdk.services.glue.model.BatchDeleteTableRequest;
import software.amazon.awssdk.services.glue.model.BatchDeleteTableVersionRequest;
import software.amazon.awssdk.services.glue.model.CreateTableRequest;
import software.amazon.awssdk.services.glue.model.DeleteColumnStatisticsForTableRequest;
import software.amazon.awssdk.services.glue.model.DeleteTableRequest;
import software.amazon.awssdk.services.glue.model.DeleteTableVersionRequest;
import software.amazon.awssdk.services.glue.model.GetColumnStatisticsForTableRequest;
import software.amazon.awssdk.services.glue.model.GetTableRequest;
import software.amazon.awssdk.services.glue.model.GetTableVersionRequest;
import software.amazon.awssdk.services.glue.model.GetTableVersionsRequest;
import software.amazon.awssdk.services.glue.model.GetTablesRequest;
import software.amazon.awssdk.services.glue.model.SearchTablesRequest;
import software.amazon.awssdk.services.glue.model.UpdateColumnStatisticsForTableRequest;
import software.amazon.awssdk.services.glue.model.UpdateTableRequest;

import java.util.List;
import java.util.stream.Stream;

/// The operations on tables and their versions.
final class TableOperations {
    private final Databases databases;
    private final Tables tables;
    private final TableVersions versions;
    private final ServiceConstraints constraints;

    TableOperations(Catalog catalog, ServiceConstraints constraints) {
        this.databases = catalog.databases();
        this.tables = catalog.tables();
        this.versions = catalog.versions();
        this.constraints = constraints;
    }

    List<Operation> operations() {
        return Stream.of(tableOperations(), otherOperations()).flatMap(List::stream).toList();
    }

    private List<Operation> tableOperations() {
        return List.of(
                Operation.typed(
                        "CreateTable",
                        CreateTableRequest::builder,
                        constraints,
                        new CreateTable(tables)::answer),
                Operation.typed(
                        "GetTable",
                        GetTableRequest::builder,
                        constraints,
                        new GetTable(tables)::answer),
                Operation.typed(
                        "GetTables",
                        GetTablesRequest::builder,
                        constraints,
                        new GetTables(databases, tables)::answer),
                Operation.typed(
                        "UpdateTable",
                        UpdateTableRequest::builder,
                        constraints,
                        new UpdateTable(tables)::answer),
                Operation.typed(
                        "DeleteTable",
                        DeleteTableRequest::builder,
                        constraints,
                        new DeleteTable(tables)::answer),
                Operation.typed(
                        "BatchDeleteTable",
                        BatchDeleteTableRequest::builder,
                        constraints,
                        new BatchDeleteTable(databases, tables)::answer),
                Operation.typed(
                        "GetTableVersion",
                        GetTableVersionRequest::builder,
                        constraints,
                        new GetTableVersion(tables, versions)::answer),
                Operation.typed(
                        "GetTableVersions",
                        GetTableVersionsRequest::builder,
                        constraints,
                        new GetTableVersions(versions)::answer));
    }

    private List<Operation> otherOperations() {
        return List.of(
                Operation.typed(
                        "DeleteTableVersion",
                        DeleteTableVersionRequest::builder,
                        constraints,
                        new DeleteTableVersion(versions)::answer),
                Operation.typed(
                        "BatchDeleteTableVersion",
                        BatchDeleteTableVersionRequest::builder,
                        constraints,
                        new BatchDeleteTableVersion(tables, versions)::answer),
                Operation.typed(
                        "SearchTables",
                        SearchTablesRequest::builder,
                        constraints,
                        new SearchTables(databases, tables)::answer),
                Operation.typed(
                        "GetColumnStatisticsForTable",
                        GetColumnStatisticsForTableRequest::builder,
                        constraints,
                        new GetColumnStatisticsForTable(tables)::answer),
                Operation.typed(
                        "UpdateColumnStatisticsForTable",
                        UpdateColumnStatisticsForTableRequest::builder,
                        constraints,
                        new UpdateColumnStatisticsForTable()::answer),
                Operation.typed(
                        "DeleteColumnStatisticsForTable",
                        DeleteColumnStatisticsForTableRequest::builder,
                        constraints,
                        new DeleteColumnStatisticsForTable(tables)::answer));
    }
}
