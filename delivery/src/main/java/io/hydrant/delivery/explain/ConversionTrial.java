package io.hydrant.delivery.explain;

import io.hydrant.delivery.convert.RowFormats;
import io.hydrant.delivery.convert.ServableTable;
import io.hydrant.delivery.destination.Shipment;
import io.hydrant.delivery.ledger.ConversionTerms;
import io.hydrant.delivery.ledger.ConversionTerms.PinnedTable;
import io.hydrant.delivery.ledger.Refusals.Reason;
import io.hydrant.delivery.plan.Conversion;
import io.hydrant.formats.file.FileFormat;
import io.hydrant.formats.schema.TableSchema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Converts the records of objects, to show their rows.
final class ConversionTrial {
    private final Conversion conversion;
    private final RowFormats formats;

    ConversionTrial(Conversion conversion, RowFormats formats) {
        this.conversion = conversion;
        this.formats = formats;
    }

    /// Nothing when no record is to be converted.
    Optional<Stage> stage(SampleRecords records, List<Shipment> objects) {
        List<Shipment> converted =
                objects.stream().filter(one -> one.intent().terms().isPresent()).toList();
        if (converted.isEmpty()) {
            return Optional.empty();
        }
        ConversionTerms terms = converted.getFirst().intent().terms().orElseThrow();
        return Optional.of(
                switch (terms.table()) {
                    case PinnedTable.Unusable(String code, String message) ->
                            unusable(terms, new Reason(code, message), records, converted);
                    case PinnedTable.Found found -> usable(terms, found, records, converted);
                });
    }

    /// The numbers of the records that have no rows.
    static Set<Integer> rejected(List<Stage> stages) {
        Set<Integer> rejected = new HashSet<>();
        for (Stage stage : stages) {
            if (stage instanceof Stage.Converted converted) {
                converted.records().stream()
                        .filter(one -> one.failure().isPresent())
                        .forEach(one -> rejected.add(one.number()));
            }
        }
        return rejected;
    }

    private Stage unusable(
            ConversionTerms terms, Reason reason, SampleRecords records, List<Shipment> objects) {
        List<Stage.Conversion> shown = new ArrayList<>();
        for (Shipment object : objects) {
            for (int number : records.numbers(object.intent())) {
                shown.add(
                        new Stage.Conversion(
                                number, List.of(), List.of(), Optional.of(reason), List.of()));
            }
        }
        return new Stage.Converted(
                conversion.table().toString(),
                "",
                format(terms.format()),
                Optional.of(reason),
                shown);
    }

    private Stage usable(
            ConversionTerms terms,
            PinnedTable.Found found,
            SampleRecords records,
            List<Shipment> objects) {
        TableSchema schema = ServableTable.schema("Table " + conversion.table(), found.columns());
        RowTrial rows;
        try {
            rows = new RowTrial(formats, schema, conversion.dialect());
        } catch (RuntimeException e) {
            // as delivery takes it: there is no reader for such rows
            return unusable(terms, RowTrial.reason(e), records, objects);
        }
        List<Stage.Conversion> shown = new ArrayList<>();
        for (Shipment object : objects) {
            records.visit(
                    object.intent(),
                    (number, frame, index) -> shown.add(rows.read(number, frame.data(index))));
        }
        return new Stage.Converted(
                conversion.table().toString(),
                found.versionId(),
                format(terms.format()),
                Optional.empty(),
                shown);
    }

    private static String format(FileFormat format) {
        return switch (format) {
            case FileFormat.Parquet parquet -> "Parquet, " + parquet.compression();
            case FileFormat.Orc orc -> "ORC, " + orc.compression();
        };
    }
}
