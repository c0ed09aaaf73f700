package io.hydrant.catalog.api;

import io.hydrant.catalog.refusal.InvalidInput;

import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.Comparator;
import software.amazon.awssdk.services.glue.model.PropertyPredicate;
import software.amazon.awssdk.services.glue.model.SearchTablesRequest;
import software.amazon.awssdk.services.glue.model.Sort;
import software.amazon.awssdk.services.glue.model.SortCriterion;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// What a search looks for. Texts are found in any case; in double quotes a text must be all of a
/// property. Every filter must hold: `EQUALS` holds where the property has the text in it, the
/// others compare.
///
/// Source: Glue API Reference, SearchTables.
record TableSearch(
        Optional<String> text, List<PropertyPredicate> filters, Optional<SortCriterion> order) {
    /// Properties that tables have; any other key is looked up among a table's parameters.
    private static final Map<String, Function<Table, Optional<String>>> PROPERTIES =
            Map.of(
                    "name", table -> Optional.of(table.name()),
                    "databasename", table -> Optional.of(table.databaseName()),
                    "description", table -> Optional.ofNullable(table.description()),
                    "owner", table -> Optional.ofNullable(table.owner()),
                    "tabletype", table -> Optional.ofNullable(table.tableType()),
                    "location", table -> storage(table).map(StorageDescriptor::location),
                    "createtime", table -> Optional.of(table.createTime().toString()),
                    "updatetime", table -> Optional.of(table.updateTime().toString()));

    TableSearch {
        filters = List.copyOf(filters);
    }

    static TableSearch of(SearchTablesRequest request) {
        for (PropertyPredicate filter : request.filters()) {
            if (filter.key() == null || filter.value() == null) {
                throw new InvalidInput("A filter must have Key and Value but is " + filter + ".");
            }
        }
        Optional<SortCriterion> order = request.sortCriteria().stream().findFirst();
        order.filter(by -> by.fieldName() == null)
                .ifPresent(
                        _ -> {
                            throw new InvalidInput("SortCriteria must have a FieldName.");
                        });
        return new TableSearch(Optional.ofNullable(request.searchText()), request.filters(), order);
    }

    boolean finds(Table table) {
        return text.map(wanted -> texts(table).anyMatch(there -> holds(there, wanted))).orElse(true)
                && filters.stream().allMatch(filter -> holds(table, filter));
    }

    /// Reads no more tables than are taken, unless they must be sorted.
    Stream<Table> sorted(Stream<Table> tables) {
        if (order.isEmpty()) {
            return tables;
        }
        SortCriterion by = order.get();
        java.util.Comparator<Table> ascending =
                java.util.Comparator.comparing(table -> property(table, by.fieldName()).orElse(""));
        return tables.sorted(by.sort() == Sort.DESC ? ascending.reversed() : ascending);
    }

    private static boolean holds(Table table, PropertyPredicate filter) {
        Optional<String> property = property(table, filter.key());
        Comparator comparator = Optional.ofNullable(filter.comparator()).orElse(Comparator.EQUALS);
        return property.map(there -> holds(there, comparator, filter.value())).orElse(false);
    }

    private static boolean holds(String there, Comparator comparator, String wanted) {
        return switch (comparator) {
            case EQUALS -> holds(there, wanted);
            case GREATER_THAN -> there.compareTo(wanted) > 0;
            case LESS_THAN -> there.compareTo(wanted) < 0;
            case GREATER_THAN_EQUALS -> there.compareTo(wanted) >= 0;
            case LESS_THAN_EQUALS -> there.compareTo(wanted) <= 0;
            case UNKNOWN_TO_SDK_VERSION -> false;
        };
    }

    private static boolean holds(String there, String wanted) {
        String low = there.toLowerCase(Locale.ROOT);
        String text = wanted.toLowerCase(Locale.ROOT);
        boolean whole = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return whole ? low.equals(text.substring(1, text.length() - 1)) : low.contains(text);
    }

    private static Optional<String> property(Table table, String key) {
        Function<Table, Optional<String>> known = PROPERTIES.get(key.toLowerCase(Locale.ROOT));
        return known != null
                ? known.apply(table)
                : Optional.ofNullable(table.parameters().get(key));
    }

    /// All that a search text is looked for in.
    private static Stream<String> texts(Table table) {
        Stream<String> columns =
                Stream.concat(
                                storage(table).stream().flatMap(s -> s.columns().stream()),
                                table.partitionKeys().stream())
                        .flatMap(TableSearch::texts);
        Stream<String> own =
                Stream.of(
                                table.name(),
                                table.databaseName(),
                                table.description(),
                                table.owner(),
                                table.tableType())
                        .flatMap(Stream::ofNullable);
        Stream<String> parameters =
                table.parameters().entrySet().stream()
                        .flatMap(entry -> Stream.of(entry.getKey(), entry.getValue()));
        return Stream.of(own, columns, parameters).flatMap(texts -> texts);
    }

    private static Stream<String> texts(Column column) {
        return Stream.of(column.name(), column.comment()).flatMap(Stream::ofNullable);
    }

    private static Optional<StorageDescriptor> storage(Table table) {
        return Optional.ofNullable(table.storageDescriptor());
    }
}
