package io.hydrant.query.relation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.catalog.Catalog;
import io.hydrant.catalog.store.CatalogScope;
import io.hydrant.catalog.table.TableColumn;
import io.hydrant.catalog.table.TableName;
import io.hydrant.control.InMemoryResourceStore;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.testkit.SimulatedClock;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.Database;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

class CatalogRelationsTest {
    private static final CatalogScope SCOPE =
            new CatalogScope(AccountId.DEFAULT, new Region("us-east-1"));

    private final SimulatedClock clock = SimulatedClock.at("2026-01-02T03:04:05Z");
    private final Catalog catalog = Catalog.open(new InMemoryResourceStore(clock), clock);
    private final CatalogRelations relations = new CatalogRelations(catalog, SCOPE);

    @BeforeEach
    void createDatabase() {
        catalog.databases().create(SCOPE, Database.builder().name("db").build(), Map.of());
    }

    private static TableName name(String table) {
        return new TableName(SCOPE.account(), SCOPE.region(), "db", table);
    }

    private void create(String name, Table.Builder shape) {
        catalog.tables().create(name(name), shape.build(), List.of());
    }

    @Test
    void findsTablesWithLowerCaseColumns() throws Exception {
        create(
                "t",
                Table.builder()
                        .storageDescriptor(
                                StorageDescriptor.builder()
                                        .columns(Column.builder().name("Id").type("int").build())
                                        .build())
                        .partitionKeys(Column.builder().name("Day").type("string").build()));
        assertThat(relations.hasDatabase("db")).isTrue();
        assertThat(relations.hasDatabase("other")).isFalse();
        assertThat(relations.find("db", "t"))
                .contains(
                        new Relation.FileTable(
                                name("t"),
                                List.of(new TableColumn("id", "int")),
                                List.of(new TableColumn("day", "string"))));
        assertThat(relations.find("db", "u")).isEmpty();
    }

    @Test
    void findsViewsOfThisEngine() throws Exception {
        String json = "{\"originalSql\": \"SELECT 1\", \"schema\": \"Other\"}";
        String encoded = Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
        create(
                "v",
                Table.builder()
                        .tableType("VIRTUAL_VIEW")
                        .viewOriginalText("/* Presto View: " + encoded + " */"));
        assertThat(relations.find("db", "v"))
                .contains(new Relation.View(name("v"), "SELECT 1", "other"));
    }

    @Test
    void refusesWhatCannotBeQueriedByName() {
        create("hive", Table.builder().tableType("VIRTUAL_VIEW").viewOriginalText("SELECT 1"));
        create(
                "ice",
                Table.builder()
                        .storageDescriptor(StorageDescriptor.builder().build())
                        .parameters(Map.of("table_type", "ICEBERG")));
        create("bare", Table.builder());
        assertThatThrownBy(() -> relations.find("db", "hive"))
                .hasMessage("NOT_SUPPORTED: View db.hive was made by another engine");
        assertThatThrownBy(() -> relations.find("db", "ice")).hasMessageContaining("ICEBERG");
        assertThatThrownBy(() -> relations.find("db", "bare"))
                .hasMessageContaining("no storage descriptor");
    }
}
