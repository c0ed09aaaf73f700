package io.hydrant.delivery.convert;

import io.hydrant.delivery.convert.ConversionCounts.Failures;
import io.hydrant.delivery.gather.RecordForm;
import io.hydrant.delivery.ledger.ConversionTerms;
import io.hydrant.delivery.ledger.ConversionTerms.PinnedTable;
import io.hydrant.delivery.ledger.Intent;
import io.hydrant.delivery.plan.Conversion;
import io.hydrant.delivery.source.ObjectRecords;
import io.hydrant.delivery.source.SelectedFrames;
import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.schema.TableSchema;
import io.hydrant.storage.object.ObjectBody;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The conversion of one object: a file of the records that have rows, and lines for those that
/// were rejected. For one thread.
///
/// First [#hasRows()] is asked; if it has any, the file is written; then it is known which records
/// were rejected.
public final class ObjectConversion {
    private final Conversions conversions;
    private final ObjectRecords records;
    private final Intent intent;
    private final Conversion conversion;
    private final Optional<TableSchema> schema;
    private final Optional<Reason> forAll;
    private Tally tally = new Tally();

    /// @param intent with terms
    /// @param conversion of the plan that the intent was made by
    public ObjectConversion(
            Conversions conversions, ObjectRecords records, Intent intent, Conversion conversion) {
        this.conversions = conversions;
        this.intent = intent;
        this.conversion = conversion;
        Optional<TableSchema> usable = Optional.empty();
        Optional<Reason> unusable = Optional.empty();
        switch (terms().table()) {
            case PinnedTable.Unusable(String code, String message) ->
                    unusable = Optional.of(new Reason(code, message));
            case PinnedTable.Found found -> {
                try {
                    String subject = "Table " + conversion.table();
                    usable = Optional.of(ServableTable.schema(subject, found.columns()));
                } catch (UnusableTable e) {
                    unusable = Optional.of(new Reason(Reason.INVALID_SCHEMA, e.getMessage()));
                }
            }
        }
        this.schema = usable;
        this.forAll = unusable;
        this.records = usable.isPresent() ? readable(records, usable.get()) : records;
    }

    /// Rows of another table are of no use.
    private ObjectRecords readable(ObjectRecords all, TableSchema by) {
        return switch (all.form()) {
            case RecordForm.Delivered _ -> all;
            case RecordForm.Rows _ -> all.as(new RecordForm.Rows(by, conversion.dialect()));
        };
    }

    /// Whether there is a file to write. Looks at records until one has a row.
    ///
    /// @throws ConversionFailed when records cannot be read at all
    public boolean hasRows() throws IOException {
        Tally seen = new Tally();
        boolean[] found = {false};
        if (schema.isPresent()) {
            conversions.inTurn(
                    schema.get(),
                    conversion.dialect(),
                    converter -> found[0] = findRow(converter, seen));
        }
        tally = seen;
        return found[0];
    }

    /// The columnar file.
    public ObjectBody file() {
        return new RowFileBody(conversions, records, this);
    }

    public boolean hasRejected() {
        return forAll.isPresent() || tally.hasRejected();
    }

    /// A line of JSON for each rejected record. It tells where the record lay, so that these are
    /// read from the log.
    public ObjectBody rejected() {
        SelectedFrames frames = records.frames();
        ErrorLines lines = new ErrorLines(conversion.table(), terms().at(), frames.source());
        return forAll.isPresent()
                ? RejectedBody.ofAll(frames, lines, forAll.get())
                : RejectedBody.of(frames, lines, conversions, this);
    }

    public ConversionCounts counts() {
        if (forAll.isEmpty()) {
            return tally.counts();
        }
        Intent.Content content = intent.content();
        return new ConversionCounts(
                0,
                0,
                content.records(),
                content.bytes(),
                List.of(new Failures(forAll.get(), content.records())));
    }

    /// What became of the records when they were read last.
    Tally tally() {
        return tally;
    }

    void noteAll(Tally all) {
        tally = all;
    }

    ConversionTerms terms() {
        return intent.terms().orElseThrow();
    }

    TableSchema schema() {
        return schema.orElseThrow();
    }

    JsonDialect dialect() {
        return conversion.dialect();
    }

    private boolean findRow(Converter converter, Tally seen) throws IOException {
        records.visit(
                new RecordReading(
                        converter, records.form(), seen, () -> converter.rows().rowCount() == 0));
        return converter.rows().rowCount() > 0;
    }
}
