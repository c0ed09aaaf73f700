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
import java.util.Optional;

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

    @Test
    void tellsOfAllEntriesAlsoOfThoseThatCannotBeQueried() {
        create(
                "t",
                Table.builder()
                        .storageDescriptor(
                                StorageDescriptor.builder()
                                        .columns(
                                                Column.builder()
                                                        .name("Id")
                                                        .type("int")
                                                        .comment("who")
                                                        .build())
                                        .build())
                        .partitionKeys(Column.builder().name("day").type("string").build()));
        create("bare", Table.builder());
        create("hive", Table.builder().tableType("VIRTUAL_VIEW").viewOriginalText("SELECT 1"));
        assertThat(relations.entries("db", 10))
                .containsExactly(
                        new Entry(name("bare"), Entry.Kind.TABLE, Optional.empty(), List.of()),
                        new Entry(
                                name("hive"), Entry.Kind.VIEW, Optional.of("SELECT 1"), List.of()),
                        new Entry(
                                name("t"),
                                Entry.Kind.TABLE,
                                Optional.empty(),
                                List.of(
                                        new Entry.Column("id", "int", Optional.of("who"), false),
                                        new Entry.Column(
                                                "day", "string", Optional.empty(), true))));
        assertThat(relations.entries("db", 2)).hasSize(2);
        assertThat(relations.entries("other", 2)).isEmpty();
        assertThat(relations.entry("db", "t")).isPresent();
        assertThat(relations.entry("db", "u")).isEmpty();
        assertThat(relations.databases(10)).containsExactly("db");
        assertThat(relations.databases(0)).isEmpty();
    }

    @Test
    void tellsAViewsColumnsAsItsQueryHasThem() {
        String json =
                "{\"originalSql\": \"SELECT 1 AS a\", \"columns\": [{\"name\": \"A\", \"type\":"
                        + " \"timestamp(3) with time zone\"}]}";
        String encoded = Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
        create(
                "v",
                Table.builder()
                        .tableType("VIRTUAL_VIEW")
                        .viewOriginalText("/* Presto View: " + encoded + " */"));
        Entry.Column column =
                new Entry.Column("a", "timestamp(3) with time zone", Optional.empty(), false);
        assertThat(relations.entry("db", "v"))
                .contains(
                        new Entry(
                                name("v"),
                                Entry.Kind.VIEW,
                                Optional.of("SELECT 1 AS a"),
                                List.of(column)));
    }
}
