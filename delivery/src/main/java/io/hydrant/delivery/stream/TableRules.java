package io.hydrant.delivery.stream;

import static io.hydrant.delivery.stream.InvalidConfiguration.refuseIf;

import io.hydrant.catalog.table.TableLookup;
import io.hydrant.catalog.table.TableVersion;
import io.hydrant.delivery.convert.CatalogTables;
import io.hydrant.delivery.convert.RowFormats;
import io.hydrant.delivery.convert.ServableTable;
import io.hydrant.delivery.convert.UnusableTable;
import io.hydrant.delivery.plan.Conversion;
import io.hydrant.delivery.plan.StreamId;
import io.hydrant.delivery.plan.TableReference;
import io.hydrant.formats.json.JsonDialect;

import software.amazon.awssdk.services.firehose.model.DataFormatConversionConfiguration;

/// What the table of a conversion must be, when it is configured. It may become otherwise later:
/// then its records go to the error output.
///
/// Source: captures of CreateDeliveryStream; the texts on columns and parameters of tables are
/// ours.
public final class TableRules {
    private final CatalogTables tables;
    private final RowFormats formats;

    public TableRules(TableLookup tables, RowFormats formats) {
        this.tables = new CatalogTables(tables);
        this.formats = formats;
    }

    void check(StreamId stream, DataFormatConversionConfiguration given) {
        ConversionPlans.of(stream, given).ifPresent(this::check);
    }

    private void check(Conversion conversion) {
        switch (conversion.dialect()) {
            case JsonDialect.OpenX _ -> {}
            case JsonDialect.Hive hive -> hive.timestampFormats().forEach(this::check);
        }
        TableVersion table =
                tables.find(conversion.table())
                        .orElseThrow(() -> new InvalidConfiguration(notFound(conversion.table())));
        try {
            ServableTable.of(table, conversion.format());
        } catch (UnusableTable e) {
            throw new InvalidConfiguration(e.getMessage());
        }
    }

    private void check(String timestampFormat) {
        refuseIf(
                !formats.readsTimestamps(timestampFormat),
                "One or more SerDe options are invalid for org.apache.hcatalog.data.JsonSerDe:"
                        + " [Key: timestamp.formats Value: "
                        + timestampFormat
                        + "]");
    }

    private static String notFound(TableReference table) {
        return CatalogTables.NOT_FOUND
                + " Table "
                + table
                + " not found. (Service: AWSGlue; Status Code: 400; Error Code:"
                + " EntityNotFoundException; Proxy: null)";
    }
}
