package io.hydrant.query.api;

import io.hydrant.catalog.Catalog;
import io.hydrant.catalog.database.DatabasePage;
import io.hydrant.catalog.database.StoredDatabase;
import io.hydrant.catalog.store.CatalogScope;
import io.hydrant.catalog.table.StoredTable;
import io.hydrant.catalog.table.TableName;
import io.hydrant.catalog.table.TablePage;
import io.hydrant.query.refusal.MetadataMissing;
import io.hydrant.wire.constraint.ServiceConstraints;
import io.hydrant.wire.json.ApiCall;
import io.hydrant.wire.json.Operation;

import software.amazon.awssdk.services.athena.model.DataCatalog;
import software.amazon.awssdk.services.athena.model.DataCatalogSummary;
import software.amazon.awssdk.services.athena.model.DataCatalogType;
import software.amazon.awssdk.services.athena.model.Database;
import software.amazon.awssdk.services.athena.model.GetDataCatalogRequest;
import software.amazon.awssdk.services.athena.model.GetDataCatalogResponse;
import software.amazon.awssdk.services.athena.model.GetDatabaseRequest;
import software.amazon.awssdk.services.athena.model.GetDatabaseResponse;
import software.amazon.awssdk.services.athena.model.GetTableMetadataRequest;
import software.amazon.awssdk.services.athena.model.GetTableMetadataResponse;
import software.amazon.awssdk.services.athena.model.ListDataCatalogsRequest;
import software.amazon.awssdk.services.athena.model.ListDataCatalogsResponse;
import software.amazon.awssdk.services.athena.model.ListDatabasesRequest;
import software.amazon.awssdk.services.athena.model.ListDatabasesResponse;
import software.amazon.awssdk.services.athena.model.ListTableMetadataRequest;
import software.amazon.awssdk.services.athena.model.ListTableMetadataResponse;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The operations that show the catalog as the Athena API has it.
final class MetadataOperations {
    private static final String CATALOG = "AwsDataCatalog";
    private static final String LIST_DATABASES = "ListDatabases";
    private static final String LIST_TABLES = "ListTableMetadata";
    private static final int LIST_MAX = 50;

    private final Catalog catalog;

    MetadataOperations(Catalog catalog) {
        this.catalog = catalog;
    }

    List<Operation> operations(ServiceConstraints constraints) {
        return List.of(
                Operation.typed(
                        "ListDataCatalogs",
                        ListDataCatalogsRequest::builder,
                        constraints,
                        this::listCatalogs),
                Operation.typed(
                        "GetDataCatalog",
                        GetDataCatalogRequest::builder,
                        constraints,
                        this::getCatalog),
                Operation.typed(
                        LIST_DATABASES,
                        ListDatabasesRequest::builder,
                        constraints,
                        this::listDatabases),
                Operation.typed(
                        "GetDatabase", GetDatabaseRequest::builder, constraints, this::getDatabase),
                Operation.typed(
                        LIST_TABLES,
                        ListTableMetadataRequest::builder,
                        constraints,
                        this::listTables),
                Operation.typed(
                        "GetTableMetadata",
                        GetTableMetadataRequest::builder,
                        constraints,
                        this::getTable));
    }

    private ListDataCatalogsResponse listCatalogs(ListDataCatalogsRequest request, ApiCall call) {
        return ListDataCatalogsResponse.builder()
                .dataCatalogsSummary(
                        DataCatalogSummary.builder()
                                .catalogName(CATALOG)
                                .type(DataCatalogType.GLUE)
                                .build())
                .build();
    }

    private GetDataCatalogResponse getCatalog(GetDataCatalogRequest request, ApiCall call) {
        Requests.requireCatalog(request.name());
        return GetDataCatalogResponse.builder()
                .dataCatalog(
                        DataCatalog.builder()
                                .name(CATALOG)
                                .type(DataCatalogType.GLUE)
                                .parameters(Map.of("catalog-id", call.caller().account().value()))
                                .build())
                .build();
    }

    private ListDatabasesResponse listDatabases(ListDatabasesRequest request, ApiCall call) {
        Requests.requireCatalog(request.catalogName());
        DatabasePage page =
                catalog.databases()
                        .list(
                                scope(call),
                                Requests.after(LIST_DATABASES, request.nextToken()),
                                Requests.limit(request.maxResults(), LIST_MAX));
        return ListDatabasesResponse.builder()
                .databaseList(page.databases().stream().map(one -> shown(one)).toList())
                .nextToken(Requests.token(LIST_DATABASES, page.last()))
                .build();
    }

    private GetDatabaseResponse getDatabase(GetDatabaseRequest request, ApiCall call) {
        Requests.requireCatalog(request.catalogName());
        return GetDatabaseResponse.builder()
                .database(shown(database(call, request.databaseName())))
                .build();
    }

    private ListTableMetadataResponse listTables(ListTableMetadataRequest request, ApiCall call) {
        Requests.requireCatalog(request.catalogName());
        TableExpression wanted =
                new TableExpression(Optional.ofNullable(request.expression()).orElse(""));
        TablePage page =
                catalog.tables()
                        .list(
                                database(call, request.databaseName()),
                                Requests.after(LIST_TABLES, request.nextToken()),
                                Requests.limit(request.maxResults(), LIST_MAX),
                                wanted);
        return ListTableMetadataResponse.builder()
                .tableMetadataList(
                        page.tables().stream().map(one -> TableShapes.of(one.shape())).toList())
                .nextToken(Requests.token(LIST_TABLES, page.last()))
                .build();
    }

    private GetTableMetadataResponse getTable(GetTableMetadataRequest request, ApiCall call) {
        Requests.requireCatalog(request.catalogName());
        database(call, request.databaseName());
        TableName name =
                new TableName(
                        call.caller().account(),
                        call.caller().region(),
                        request.databaseName(),
                        request.tableName());
        StoredTable table =
                catalog.tables()
                        .find(name)
                        .orElseThrow(() -> missing("Table " + name.table() + " not found."));
        return GetTableMetadataResponse.builder()
                .tableMetadata(TableShapes.of(table.shape()))
                .build();
    }

    private StoredDatabase database(ApiCall call, String name) {
        return catalog.databases()
                .find(scope(call), name)
                .orElseThrow(
                        () -> missing("Database " + name.toLowerCase(Locale.ROOT) + " not found."));
    }

    /// As the service words it: the catalog's own refusal inside.
    private static MetadataMissing missing(String message) {
        return new MetadataMissing("EntityNotFoundException: " + message);
    }

    private static Database shown(StoredDatabase database) {
        return Database.builder()
                .name(database.shape().name())
                .description(database.shape().description())
                .parameters(database.shape().parameters())
                .build();
    }

    private static CatalogScope scope(ApiCall call) {
        return new CatalogScope(call.caller().account(), call.caller().region());
    }
}
