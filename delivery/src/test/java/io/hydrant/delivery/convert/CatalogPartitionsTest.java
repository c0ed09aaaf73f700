package io.hydrant.delivery.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.catalog.Catalog;
import io.hydrant.catalog.partition.PartitionQuery;
import io.hydrant.catalog.partition.TablePartition;
import io.hydrant.catalog.store.CatalogScope;
import io.hydrant.catalog.table.TableName;
import io.hydrant.control.SqliteResourceStore;
import io.hydrant.delivery.plan.TableReference;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.storage.object.ObjectAddress;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.Database;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class CatalogPartitionsTest {
    private static final Region REGION = new Region("us-east-1");
    private static final TableName TRIPS = new TableName(AccountId.DEFAULT, REGION, "db", "trips");

    @TempDir Path folder;
    private Catalog catalog;
    private NewPartitions partitions;

    @BeforeEach
    void open() {
        catalog =
                Catalog.open(
                        SqliteResourceStore.open(folder.resolve("control.sqlite")),
                        InstantSource.system());
        catalog.databases()
                .create(
                        new CatalogScope(AccountId.DEFAULT, REGION),
                        Database.builder().name("db").build(),
                        Map.of());
        partitions =
                new CatalogPartitions(
                        new CatalogTables(catalog.lookup()), catalog.partitionStore());
    }

    private void createTrips(Map<String, String> parameters) {
        catalog.tables()
                .create(
                        TRIPS,
                        Table.builder()
                                .storageDescriptor(
                                        StorageDescriptor.builder()
                                                .columns(column("a"))
                                                .location("s3://lake/trips")
                                                .build())
                                .partitionKeys(column("year"), column("month"))
                                .parameters(parameters)
                                .build(),
                        List.of());
    }

    private static Column column(String name) {
        return Column.builder().name(name).type("string").build();
    }

    private void delivered(String key) {
        partitions.delivered(
                new TableReference(
                        AccountId.DEFAULT.value(),
                        "us-east-1",
                        "db",
                        "trips",
                        TableReference.LATEST,
                        "arn:aws:iam::000000000000:role/r"),
                new ObjectAddress("lake", key));
    }

    private List<TablePartition> known() {
        return catalog.partitionStore().list(TRIPS, PartitionQuery.all(100)).partitions();
    }

    @Test
    void addsThePartitionThatAFileIsIn() {
        createTrips(Map.of());
        delivered("trips/year=2026/month=01/a.parquet");
        delivered("trips/year=2026/month=01/b.parquet");
        delivered("trips/year=2026/month=02/deeper/c.parquet");

        assertThat(known())
                .containsExactly(
                        new TablePartition(
                                List.of("2026", "01"),
                                Optional.of("s3://lake/trips/year=2026/month=01/"),
                                Map.of()),
                        new TablePartition(
                                List.of("2026", "02"),
                                Optional.of("s3://lake/trips/year=2026/month=02/"),
                                Map.of()));
    }

    @Test
    void addsItAgainAfterItWasRemoved() {
        createTrips(Map.of());
        delivered("trips/year=2026/month=01/a.parquet");
        catalog.partitionStore().remove(TRIPS, List.of("2026", "01"));
        delivered("trips/year=2026/month=01/b.parquet");

        assertThat(known()).hasSize(1);
    }

    @Test
    void addsNothingForFilesElsewhere() {
        createTrips(Map.of());
        delivered("trips/2026/01/a.parquet");
        delivered("trips/a.parquet");
        delivered("trips2/year=2026/month=01/a.parquet");
        delivered("trips/month=01/year=2026/a.parquet");

        assertThat(known()).isEmpty();
    }

    @Test
    void leavesTablesAloneThatSaySo() {
        createTrips(Map.of(CatalogPartitions.PARAMETER, "false"));
        delivered("trips/year=2026/month=01/a.parquet");

        assertThat(known()).isEmpty();
    }

    @Test
    void leavesTablesAloneWhosePartitionsAreProjected() {
        createTrips(Map.of("projection.enabled", "true"));
        delivered("trips/year=2026/month=01/a.parquet");

        assertThat(known()).isEmpty();
    }

    @Test
    void goesOnWhenThereIsNoSuchTable() {
        delivered("trips/year=2026/month=01/a.parquet");

        assertThat(catalog.tables().find(TRIPS)).isEmpty();
    }
}
