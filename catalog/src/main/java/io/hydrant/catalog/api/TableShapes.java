package io.hydrant.catalog.api;

import io.hydrant.catalog.refusal.InvalidInput;

import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableAttributes;
import software.amazon.awssdk.services.glue.model.TableInput;

import java.util.List;

/// Tables between what requests say and what answers show.
final class TableShapes {
    private TableShapes() {}

    /// All that a request says of a table.
    ///
    /// @throws InvalidInput when it says what is not supported
    static Table of(TableInput input, String createdBy) {
        Lacking.refuse("TableInput.TargetTable (a link to another table)", input.targetTable());
        Lacking.refuse("TableInput.FederatedTable", input.federatedTable());
        Lacking.refuse(
                "TableInput.ViewDefinition (a view of several dialects)", input.viewDefinition());
        return Table.builder()
                .name(input.name())
                .description(input.description())
                .owner(input.owner())
                .lastAccessTime(input.lastAccessTime())
                .lastAnalyzedTime(input.lastAnalyzedTime())
                .retention(input.retention())
                .storageDescriptor(input.storageDescriptor())
                .partitionKeys(input.hasPartitionKeys() ? input.partitionKeys() : null)
                .viewOriginalText(input.viewOriginalText())
                .viewExpandedText(input.viewExpandedText())
                .tableType(input.tableType())
                .parameters(input.hasParameters() ? input.parameters() : null)
                .createdBy(createdBy)
                .build();
    }

    /// What is left of a table when only some of it was asked for.
    ///
    /// @throws InvalidInput when the name is not asked for: the service demands it
    static Table reduced(Table table, List<TableAttributes> attributes) {
        if (!attributes.contains(TableAttributes.NAME)) {
            throw new InvalidInput("AttributesToGet must include NAME but is " + attributes + ".");
        }
        boolean typed = attributes.contains(TableAttributes.TABLE_TYPE);
        return Table.builder()
                .name(table.name())
                .databaseName(table.databaseName())
                .catalogId(table.catalogId())
                .tableType(typed ? table.tableType() : null)
                .build();
    }
}
