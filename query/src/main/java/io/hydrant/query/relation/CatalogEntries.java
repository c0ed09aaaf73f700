package io.hydrant.query.relation;

import io.hydrant.catalog.table.StoredTable;

import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Entries of the catalog as tables of `information_schema` tell them.
final class CatalogEntries {
    private CatalogEntries() {}

    static Entry of(StoredTable stored) {
        Table shape = stored.shape();
        List<Entry.Column> columns = new ArrayList<>();
        Optional.ofNullable(shape.storageDescriptor())
                .map(StorageDescriptor::columns)
                .orElse(List.of())
                .forEach(column -> columns.add(column(column, false)));
        shape.partitionKeys().forEach(column -> columns.add(column(column, true)));
        if (!"VIRTUAL_VIEW".equals(shape.tableType())) {
            return new Entry(stored.name(), Entry.Kind.TABLE, Optional.empty(), columns);
        }
        String text = Optional.ofNullable(shape.viewOriginalText()).orElse("");
        Optional<ViewDefinition> view = ViewDefinition.read(text);
        List<Entry.Column> told = view.map(ViewDefinition::columns).orElse(List.of());
        return new Entry(
                stored.name(),
                Entry.Kind.VIEW,
                Optional.of(view.map(ViewDefinition::sql).orElse(text)),
                told.isEmpty() ? columns : told);
    }

    private static Entry.Column column(Column shape, boolean partitionKey) {
        return new Entry.Column(
                shape.name().toLowerCase(Locale.ROOT),
                Optional.ofNullable(shape.type()).orElse(""),
                Optional.ofNullable(shape.comment()).filter(comment -> !comment.isEmpty()),
                partitionKey);
    }
}
