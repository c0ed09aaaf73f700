package io.hydrant.delivery.convert;

import io.hydrant.catalog.table.TableVersion;
import io.hydrant.delivery.ledger.ConversionTerms;
import io.hydrant.delivery.ledger.ConversionTerms.PinnedColumn;
import io.hydrant.delivery.ledger.ConversionTerms.PinnedTable;
import io.hydrant.delivery.plan.Conversion;
import io.hydrant.formats.file.FileFormat;
import io.hydrant.formats.file.FileFormat.Orc;
import io.hydrant.formats.file.FileFormat.Parquet;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Settles what objects are made by when their intents are made. Safe for any thread.
///
/// @param rowGroupBytesMax row groups and stripes are closed at this size where the configuration
///   asks for larger ones, so that all conversions together keep to their memory. It is part of the
///   terms: a restart with more memory changes no object that was begun
public record ConversionPlanner(CatalogTables tables, long rowGroupBytesMax) {

    /// Looks the table up as it is now.
    ///
    /// @param errorKey the key of the object of rejected records
    public ConversionTerms terms(Conversion conversion, String errorKey, Instant at) {
        Optional<TableVersion> found = tables.find(conversion.table());
        if (found.isEmpty()) {
            return new ConversionTerms(
                    at,
                    errorKey,
                    conversion.format(),
                    new PinnedTable.Unusable(Reason.NOT_FOUND, CatalogTables.NOT_FOUND));
        }
        TableVersion table = found.get();
        try {
            ServableTable servable = ServableTable.of(table, conversion.format());
            List<PinnedColumn> columns =
                    table.columns().stream()
                            .map(column -> new PinnedColumn(column.name(), column.type()))
                            .toList();
            return new ConversionTerms(
                    at,
                    errorKey,
                    capped(servable.format()),
                    new PinnedTable.Found(table.versionId(), columns));
        } catch (UnusableTable e) {
            return new ConversionTerms(
                    at,
                    errorKey,
                    conversion.format(),
                    new PinnedTable.Unusable(Reason.INVALID_SCHEMA, e.getMessage()));
        }
    }

    private FileFormat capped(FileFormat format) {
        return switch (format) {
            case Parquet parquet ->
                    new Parquet(
                            parquet.compression(),
                            parquet.version(),
                            parquet.timestamps(),
                            Math.min(parquet.blockBytes(), rowGroupBytesMax),
                            parquet.pageBytes(),
                            parquet.dictionary(),
                            parquet.paddingBytesMax());
            case Orc orc ->
                    new Orc(
                            orc.compression(),
                            orc.version(),
                            Math.min(orc.stripeBytes(), rowGroupBytesMax),
                            orc.blockBytes(),
                            orc.rowIndexStride(),
                            orc.padding(),
                            orc.paddingTolerance(),
                            orc.bloomFilterColumns(),
                            orc.bloomFilterFalsePositives(),
                            orc.dictionaryKeyThreshold());
        };
    }
}
