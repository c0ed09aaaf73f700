package io.hydrant.catalog.database;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.catalog.refusal.EntityExists;
import io.hydrant.catalog.refusal.EntityNotFound;
import io.hydrant.catalog.store.CatalogScope;
import io.hydrant.catalog.store.CatalogStore;
import io.hydrant.catalog.store.CatalogStore.Rows;
import io.hydrant.catalog.store.EntityType;
import io.hydrant.catalog.store.Fitting;
import io.hydrant.catalog.store.NamePage;
import io.hydrant.catalog.store.StoredJson;
import io.hydrant.control.NameRange;
import io.hydrant.control.Resource;
import io.hydrant.control.ResourceChange;
import io.hydrant.control.ResourceContent;
import io.hydrant.control.ResourceKey;

import software.amazon.awssdk.services.glue.model.Database;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// The databases of all catalogs. Names are folded to lower case. Safe for use by many threads.
public final class Databases {
    private static final String PAST_ALL_NAMES = Character.toString(Character.MAX_CODE_POINT);

    private final CatalogStore store;

    public Databases(CatalogStore store) {
        this.store = store;
    }

    /// @param shape its times and its catalog are filled in here
    /// @throws EntityExists when the name is taken
    public StoredDatabase create(CatalogScope scope, Database shape, Map<String, String> tags) {
        return store.change(
                () -> {
                    String name = folded(shape.name());
                    requireFree(scope, name);
                    StoredDatabase database =
                            new StoredDatabase(
                                    scope,
                                    store.newId(),
                                    shape.toBuilder()
                                            .name(name)
                                            .createTime(store.now())
                                            .catalogId(scope.account().value())
                                            .build(),
                                    new TreeMap<>(tags),
                                    1);
                    store.apply(
                            List.of(new ResourceChange.Create(key(database), content(database))));
                    return database;
                });
    }

    private void requireFree(CatalogScope scope, String name) {
        if (find(scope, name).isPresent()) {
            throw new EntityExists("Database already exists.");
        }
    }

    public Optional<StoredDatabase> find(CatalogScope scope, String name) {
        return store.find(scope.key(EntityType.DATABASE, folded(name)))
                .map(row -> read(scope, row));
    }

    /// @throws EntityNotFound when there is none of this name
    public StoredDatabase require(CatalogScope scope, String name) {
        return find(scope, name).orElseThrow(() -> EntityNotFound.database(folded(name)));
    }

    /// @param afterName empty to start at the first
    public DatabasePage list(CatalogScope scope, String afterName, int limit) {
        NamePage page =
                store.scan(
                        new Rows(
                                scope,
                                EntityType.DATABASE,
                                new NameRange(afterName, PAST_ALL_NAMES)),
                        limit,
                        _ -> true);
        Fitting read = store.read(scope, EntityType.DATABASE, page.names());
        List<StoredDatabase> found = read.rows().stream().map(row -> read(scope, row)).toList();
        return new DatabasePage(found, read.last(page));
    }

    /// Replaces what is known of a database; it may get another name, and keeps its tables.
    ///
    /// @throws EntityNotFound when there is none of this name
    /// @throws EntityExists when the other name is taken
    public void update(CatalogScope scope, String name, Database shape) {
        store.change(
                () -> {
                    StoredDatabase before = require(scope, name);
                    String next = folded(shape.name());
                    StoredDatabase after =
                            new StoredDatabase(
                                    scope,
                                    before.id(),
                                    shape.toBuilder()
                                            .name(next)
                                            .createTime(before.shape().createTime())
                                            .catalogId(before.shape().catalogId())
                                            .build(),
                                    before.tags(),
                                    before.revision());
                    if (next.equals(before.shape().name())) {
                        replace(after);
                    } else {
                        requireFree(scope, next);
                        store.apply(
                                List.of(
                                        new ResourceChange.Delete(key(before), before.revision()),
                                        new ResourceChange.Create(key(after), content(after))));
                    }
                    return after;
                });
    }

    /// @throws EntityNotFound when there is none of this name
    public void retag(
            CatalogScope scope, String name, UnaryOperator<SortedMap<String, String>> step) {
        store.change(
                () -> {
                    StoredDatabase before = require(scope, name);
                    StoredDatabase after =
                            new StoredDatabase(
                                    scope,
                                    before.id(),
                                    before.shape(),
                                    step.apply(before.tags()),
                                    before.revision());
                    replace(after);
                    return after;
                });
    }

    private void replace(StoredDatabase after) {
        store.apply(
                List.of(new ResourceChange.Update(key(after), after.revision(), content(after))));
    }

    /// Removes a database with its tables, their versions and partitions: at once for everybody who
    /// looks, also if the process ends before all their rows are cleared.
    ///
    /// @throws EntityNotFound when there is none of this name
    public void delete(CatalogScope scope, String name) {
        StoredDatabase gone =
                store.change(
                        () -> {
                            StoredDatabase database = require(scope, name);
                            store.apply(
                                    List.of(
                                            new ResourceChange.Delete(
                                                    key(database), database.revision()),
                                            CatalogStore.removal(scope, database.id())));
                            return database;
                        });
        store.clear(scope, gone.id());
    }

    private static ResourceKey key(StoredDatabase database) {
        return database.scope().key(EntityType.DATABASE, database.shape().name());
    }

    private static ResourceContent content(StoredDatabase database) {
        return ResourceContent.of(
                StoredJson.write(database.id(), database.shape()).toString(), database.tags());
    }

    private static StoredDatabase read(CatalogScope scope, Resource row) {
        ObjectNode root = StoredJson.read(row);
        return new StoredDatabase(
                scope,
                root.required("id").asText(),
                StoredJson.shape(root, Database.builder()),
                row.content().tags(),
                row.revision());
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
