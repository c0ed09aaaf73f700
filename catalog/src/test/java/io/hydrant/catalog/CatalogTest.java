package io.hydrant.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.catalog.partition.PartitionPage;
import io.hydrant.catalog.partition.PartitionQuery;
import io.hydrant.catalog.partition.PartitionStore;
import io.hydrant.catalog.partition.Segment;
import io.hydrant.catalog.partition.TablePartition;
import io.hydrant.catalog.refusal.EntityNotFound;
import io.hydrant.catalog.refusal.InvalidInput;
import io.hydrant.catalog.store.CatalogScope;
import io.hydrant.catalog.table.TableChange;
import io.hydrant.catalog.table.TableName;
import io.hydrant.control.NameRange;
import io.hydrant.control.ResourceScope;
import io.hydrant.control.ResourceStore;
import io.hydrant.control.SqliteResourceStore;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.Database;
import software.amazon.awssdk.services.glue.model.Table;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The catalog on the store that servers have.
class CatalogTest {
    private static final CatalogScope SCOPE =
            new CatalogScope(AccountId.DEFAULT, new Region("us-east-1"));
    private static final TableName TRIPS =
            new TableName(SCOPE.account(), SCOPE.region(), "db", "trips");

    @TempDir Path folder;

    private ResourceStore store() {
        return SqliteResourceStore.open(folder.resolve("control.sqlite"));
    }

    private static Catalog open(ResourceStore store) {
        return Catalog.open(store, InstantSource.system());
    }

    private static Catalog withTrips(ResourceStore store) {
        Catalog catalog = open(store);
        catalog.databases().create(SCOPE, Database.builder().name("db").build(), Map.of());
        createTrips(catalog);
        return catalog;
    }

    private static void createTrips(Catalog catalog) {
        Column year = Column.builder().name("year").type("string").build();
        Column number = Column.builder().name("number").type("int").build();
        catalog.tables()
                .create(TRIPS, Table.builder().partitionKeys(year, number).build(), List.of());
    }

    private static TablePartition partition(int number) {
        return new TablePartition(
                List.of(String.format(Locale.ROOT, "%04d", 2000 + number % 20), "" + number),
                Optional.of("s3://b/" + number + "/"),
                Map.of("n", "" + number));
    }

    private static void addPartitions(PartitionStore partitions, int count) {
        for (int start = 0; start < count; start += 100) {
            List<TablePartition> batch = new ArrayList<>();
            for (int i = start; i < start + 100; i++) {
                batch.add(partition(i));
            }
            assertThat(partitions.addMissing(TRIPS, batch)).isEqualTo(100);
        }
    }

    private static List<TablePartition> all(PartitionStore partitions, PartitionQuery first) {
        List<TablePartition> found = new ArrayList<>();
        Optional<PartitionQuery> next = Optional.of(first);
        while (next.isPresent()) {
            PartitionPage<TablePartition> page = partitions.list(TRIPS, next.get());
            found.addAll(page.partitions());
            next = page.last().map(first::startingAfter);
        }
        return found;
    }

    @Test
    void twentyThousandPartitionsAreListedByExpressionsAndSegmentsAndGoWithTheirTable() {
        try (ResourceStore store = store()) {
            Catalog catalog = withTrips(store);
            PartitionStore partitions = catalog.partitionStore();
            addPartitions(partitions, 20_000);
            assertThat(all(partitions, PartitionQuery.all(1_000))).hasSize(20_000);
            assertThat(all(partitions, query("year = '2007'", Segment.WHOLE, 300))).hasSize(1_000);
            assertThat(all(partitions, query("number >= 19990", Segment.WHOLE, 3)))
                    .extracting(one -> one.values().get(1))
                    .containsExactly(
                            "19990", "19991", "19992", "19993", "19994", "19995", "19996", "19997",
                            "19998", "19999");
            int together = 0;
            for (int segment = 0; segment < 7; segment++) {
                int share = all(partitions, query("", new Segment(segment, 7), 1_000)).size();
                assertThat(share).isBetween(2_000, 4_000);
                together += share;
            }
            assertThat(together).isEqualTo(20_000);
            catalog.tables().delete(TRIPS);
            assertThat(rows(store)).containsExactly("glue.database");
        }
    }

    private static PartitionQuery query(String expression, Segment segment, int limit) {
        return new PartitionQuery(expression, segment, Optional.empty(), limit);
    }

    private static List<String> rows(ResourceStore store) {
        List<String> types = new ArrayList<>();
        for (String type :
                List.of(
                        "glue.database",
                        "glue.table",
                        "glue.version",
                        "glue.partition",
                        "glue.removed")) {
            ResourceScope scope = new ResourceScope(type, SCOPE.account(), SCOPE.region());
            if (!store.names(scope, new NameRange("", "\uDBFF\uDFFF"), 1).isEmpty()) {
                types.add(type);
            }
        }
        return types;
    }

    /// Tables are remembered between two changes.
    @Test
    void whatWasReadIsForgottenWithEachChange() {
        try (ResourceStore store = store()) {
            Catalog catalog = withTrips(store);
            TableName moved = new TableName(SCOPE.account(), SCOPE.region(), "lake", "trips");
            assertThat(catalog.lookup().latest(TRIPS).orElseThrow().versionId()).isEqualTo("0");

            PartitionStore partitions = catalog.partitionStore();
            partitions.addMissing(TRIPS, List.of(partition(1)));
            assertThat(partitions.find(TRIPS, partition(1).values())).contains(partition(1));
            partitions.remove(TRIPS, partition(1).values());
            assertThat(partitions.find(TRIPS, partition(1).values())).isEmpty();

            Table next = Table.builder().build();
            catalog.tables().update(new TableChange(TRIPS, next, Optional.empty(), true));
            assertThat(catalog.lookup().latest(TRIPS).orElseThrow().versionId()).isEqualTo("1");

            catalog.databases().update(SCOPE, "db", Database.builder().name("lake").build());
            assertThat(catalog.lookup().latest(TRIPS)).isEmpty();
            assertThat(catalog.lookup().latest(moved)).isPresent();

            catalog.databases().delete(SCOPE, "lake");
            assertThat(catalog.lookup().latest(moved)).isEmpty();
        }
    }

    @Test
    void everythingIsThereAfterARestart() {
        try (ResourceStore store = store()) {
            addPartitions(withTrips(store).partitionStore(), 100);
        }
        try (ResourceStore store = store()) {
            Catalog catalog = open(store);
            assertThat(catalog.lookup().latest(TRIPS).orElseThrow().partitionKeys()).hasSize(2);
            assertThat(all(catalog.partitionStore(), PartitionQuery.all(9))).hasSize(100);
            assertThat(catalog.partitionStore().find(TRIPS, List.of("2003", "63")))
                    .contains(partition(63));
        }
    }

    @Test
    void aRemovalThatTheEndOfTheProcessInterruptedIsFinishedAtTheNextStart() {
        for (int crash = 0; crash < 12; crash++) {
            try (ResourceStore store = store()) {
                Catalog catalog = withTrips(store);
                addPartitions(catalog.partitionStore(), 200);
                Catalog crashing = open(new StoreThatEnds(store, crash));
                try {
                    crashing.databases().delete(SCOPE, "db");
                } catch (StoreThatEnds.End _) {
                    // the process ends here
                }
                Catalog next = open(store);
                boolean gone = next.databases().find(SCOPE, "db").isEmpty();
                if (gone) {
                    assertThat(rows(store)).isEmpty();
                } else {
                    assertThat(all(next.partitionStore(), PartitionQuery.all(100))).hasSize(200);
                    next.databases().delete(SCOPE, "db");
                }
                assertThat(rows(store)).isEmpty();
            }
        }
    }

    @Test
    void otherFeaturesAddAndRemovePartitions() {
        try (ResourceStore store = store()) {
            PartitionStore partitions = withTrips(store).partitionStore();
            assertThat(partitions.addMissing(TRIPS, List.of(partition(1), partition(2))))
                    .isEqualTo(2);
            assertThat(partitions.addMissing(TRIPS, List.of(partition(2), partition(3))))
                    .isEqualTo(1);
            assertThat(partitions.find(TRIPS, partition(1).values())).contains(partition(1));
            assertThat(partitions.remove(TRIPS, partition(1).values())).isTrue();
            assertThat(partitions.remove(TRIPS, partition(1).values())).isFalse();
            assertThat(partitions.find(TRIPS, partition(1).values())).isEmpty();
            assertThat(all(partitions, PartitionQuery.all(10)))
                    .containsExactly(partition(2), partition(3));
            TablePartition wrong = new TablePartition(List.of("x"), Optional.empty(), Map.of());
            assertThatThrownBy(() -> partitions.addMissing(TRIPS, List.of(partition(4), wrong)))
                    .isInstanceOf(InvalidInput.class);
            assertThat(partitions.find(TRIPS, partition(4).values())).isEmpty();
            TableName no = new TableName(SCOPE.account(), SCOPE.region(), "db", "no");
            assertThatThrownBy(() -> partitions.addMissing(no, List.of()))
                    .isInstanceOf(EntityNotFound.class);
        }
    }

    @Test
    void saysWhyNothingCanBeAsked() {
        ResourceStore store = store();
        Catalog catalog = open(store);
        assertThat(catalog.failure()).isEmpty();
        store.close();
        assertThat(catalog.failure().orElseThrow()).contains("is closed");
    }
}
