package io.hydrant.query.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.catalog.store.CatalogScope;
import io.hydrant.catalog.table.TableName;
import io.hydrant.kernel.name.Region;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.services.athena.model.MetadataException;
import software.amazon.awssdk.services.athena.model.TableMetadata;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.Database;
import software.amazon.awssdk.services.glue.model.Table;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class MetadataOperationsTest {
    private static final Region REGION = new Region("eu-west-1");
    private static final String CATALOG = "AwsDataCatalog";

    @TempDir private Path folder;
    private AthenaHarness athena;

    @BeforeEach
    void open() {
        athena = new AthenaHarness(folder);
        CatalogScope scope = new CatalogScope(AthenaHarness.ACCOUNT, REGION);
        for (String name : List.of("db", "other")) {
            athena.catalog
                    .databases()
                    .create(scope, Database.builder().name(name).build(), Map.of());
        }
        for (String name : List.of("trips", "trips_raw", "zones")) {
            athena.catalog
                    .tables()
                    .create(
                            new TableName(AthenaHarness.ACCOUNT, REGION, "db", name),
                            table(name),
                            List.of());
        }
    }

    private static Table table(String name) {
        return Table.builder()
                .name(name)
                .tableType("EXTERNAL_TABLE")
                .parameters(Map.of("classification", "parquet"))
                .partitionKeys(Column.builder().name("year").type("string").build())
                .storageDescriptor(
                        storage ->
                                storage.location("s3://b/trips/")
                                        .inputFormat("in")
                                        .outputFormat("out")
                                        .serdeInfo(
                                                serde ->
                                                        serde.serializationLibrary("lib")
                                                                .parameters(Map.of("a", "b")))
                                        .columns(
                                                Column.builder().name("id").type("bigint").build()))
                .build();
    }

    @AfterEach
    void close() {
        athena.close();
    }

    @Test
    void thereIsOneCatalog() {
        assertThat(athena.client.listDataCatalogs(r -> {}).dataCatalogsSummary())
                .singleElement()
                .satisfies(
                        one -> {
                            assertThat(one.catalogName()).isEqualTo(CATALOG);
                            assertThat(one.typeAsString()).isEqualTo("GLUE");
                        });
        assertThat(
                        athena.client
                                .getDataCatalog(r -> r.name("awsdatacatalog"))
                                .dataCatalog()
                                .parameters())
                .containsEntry("catalog-id", "111122223333");
        assertThatThrownBy(() -> athena.client.getDataCatalog(r -> r.name("hive")))
                .hasMessageContaining("Catalog hive is not found");
    }

    @Test
    void databasesAreListedAndShown() {
        assertThat(
                        athena
                                .client
                                .listDatabasesPaginator(r -> r.catalogName(CATALOG).maxResults(1))
                                .stream()
                                .flatMap(page -> page.databaseList().stream())
                                .map(database -> database.name()))
                .containsExactly("db", "other");
        assertThat(
                        athena.client
                                .getDatabase(r -> r.catalogName(CATALOG).databaseName("DB"))
                                .database()
                                .name())
                .isEqualTo("db");
        assertThatThrownBy(
                        () ->
                                athena.client.getDatabase(
                                        r -> r.catalogName(CATALOG).databaseName("nope")))
                .isInstanceOf(MetadataException.class)
                .hasMessageContaining("EntityNotFoundException: Database nope not found.");
    }

    @Test
    void aTableIsShownWithItsStorageAmongItsParameters() {
        TableMetadata table =
                athena.client
                        .getTableMetadata(
                                r -> r.catalogName(CATALOG).databaseName("db").tableName("Trips"))
                        .tableMetadata();
        assertThat(table.columns().getFirst().name()).isEqualTo("id");
        assertThat(table.partitionKeys().getFirst().name()).isEqualTo("year");
        assertThat(table.parameters())
                .containsEntry("classification", "parquet")
                .containsEntry("location", "s3://b/trips/")
                .containsEntry("inputformat", "in")
                .containsEntry("outputformat", "out")
                .containsEntry("serde.serialization.lib", "lib")
                .containsEntry("serde.param.a", "b");
        assertThatThrownBy(
                        () ->
                                athena.client.getTableMetadata(
                                        r ->
                                                r.catalogName(CATALOG)
                                                        .databaseName("db")
                                                        .tableName("nope")))
                .isInstanceOf(MetadataException.class)
                .hasMessageContaining("EntityNotFoundException: Table nope not found.");
    }

    @Test
    void tablesAreListedByExpression() {
        assertThat(tables("")).containsExactly("trips", "trips_raw", "zones");
        assertThat(tables("trips.*")).containsExactly("trips", "trips_raw");
        assertThat(tables("TRIP*")).containsExactly("trips", "trips_raw");
        assertThat(tables("*")).hasSize(3);
        assertThatThrownBy(() -> tables("(")).hasMessageContaining("is no regular expression");
        assertThatThrownBy(() -> tables("(.*)*.*.*.*.*.*.*.*.*.*.*.*.*!"))
                .hasMessageContaining("takes too long");
    }

    private List<String> tables(String expression) {
        return athena
                .client
                .listTableMetadataPaginator(
                        r ->
                                r.catalogName(CATALOG)
                                        .databaseName("db")
                                        .expression(expression)
                                        .maxResults(2))
                .stream()
                .flatMap(page -> page.tableMetadataList().stream())
                .map(TableMetadata::name)
                .toList();
    }
}
