package io.hydrant.delivery.convert;

import io.hydrant.catalog.table.TableVersion;
import io.hydrant.delivery.gather.RecordForm;
import io.hydrant.delivery.ledger.ConversionTerms;
import io.hydrant.delivery.ledger.ConversionTerms.PinnedColumn;
import io.hydrant.delivery.ledger.ConversionTerms.PinnedTable;
import io.hydrant.delivery.plan.Conversion;
import io.hydrant.formats.file.FileFormat;
import io.hydrant.formats.file.FileFormat.Orc;
import io.hydrant.formats.file.FileFormat.Parquet;
import io.hydrant.formats.schema.TableSchema;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Settles what objects are made by when their intents are made. Safe for any thread.
///
/// @param formats read records into rows
/// @param rowGroupBytesMax row groups and stripes are closed at this size where the configuration
///   asks for larger ones, so that all conversions together keep to their memory. It is part of the
///   terms: a restart with more memory changes no object that was begun
public record ConversionPlanner(CatalogTables tables, RowFormats formats, long rowGroupBytesMax) {

    /// Looks the table up as it is now.
    ///
    /// @param errorKey the key of the object of rejected records
    public ConversionTerms terms(Conversion conversion, String errorKey, Instant at) {
        Optional<TableVersion> found = find(conversion);
        if (found.isEmpty()) {
            return new ConversionTerms(
                    at,
                    errorKey,
                    conversion.format(),
                    new PinnedTable.Unusable(Reason.NOT_FOUND, CatalogTables.NOT_FOUND));
        }
        TableVersion table = found.get();
        try {
            return terms(
                    new EarlyTable(table, ServableTable.of(table, conversion.format())),
                    errorKey,
                    at);
        } catch (UnusableTable e) {
            return new ConversionTerms(
                    at,
                    errorKey,
                    conversion.format(),
                    new PinnedTable.Unusable(Reason.INVALID_SCHEMA, e.getMessage()));
        }
    }

    /// By a table that records are rows of already.
    public ConversionTerms terms(EarlyTable table, String errorKey, Instant at) {
        TableVersion version = table.version();
        List<PinnedColumn> columns =
                version.columns().stream()
                        .map(column -> new PinnedColumn(column.name(), column.type()))
                        .toList();
        return new ConversionTerms(
                at,
                errorKey,
                capped(table.servable().format()),
                new PinnedTable.Found(version.versionId(), columns));
    }

    /// The table as it is now.
    public Optional<TableVersion> find(Conversion conversion) {
        return tables.find(conversion.table());
    }

    /// The table for records that are read into rows at once; nothing if there can be no file.
    public Optional<EarlyTable> early(TableVersion table, Conversion conversion) {
        try {
            return Optional.of(new EarlyTable(table, ServableTable.of(table, conversion.format())));
        } catch (UnusableTable _) {
            return Optional.empty(); // the terms of the object say why
        }
    }

    /// Makes rows of a table of records.
    public EarlyRows rows(EarlyTable table, Conversion conversion) {
        TableSchema schema = table.servable().schema();
        return new EarlyRows(formats, new RecordForm.Rows(schema, conversion.dialect()));
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
