package io.hydrant.delivery.convert;

import io.hydrant.delivery.ledger.ConversionTerms;
import io.hydrant.delivery.ledger.ConversionTerms.PinnedTable;
import io.hydrant.delivery.ledger.Intent;
import io.hydrant.delivery.plan.Conversion;
import io.hydrant.delivery.source.SelectedFrames;
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
public final class ObjectConversion implements AutoCloseable {
    private final Conversions conversions;
    private final SelectedFrames frames;
    private final Intent intent;
    private final Conversion conversion;
    private final Optional<Converter> converter;
    private Optional<Reason> forAll;
    private Tally tally = new Tally();

    /// @param intent with terms
    /// @param conversion of the plan that the intent was made by
    public ObjectConversion(
            Conversions conversions, SelectedFrames frames, Intent intent, Conversion conversion) {
        this.conversions = conversions;
        this.frames = frames;
        this.intent = intent;
        this.conversion = conversion;
        Optional<TableSchema> schema = Optional.empty();
        Optional<Reason> unusable = Optional.empty();
        switch (terms().table()) {
            case PinnedTable.Unusable(String code, String message) ->
                    unusable = Optional.of(new Reason(code, message));
            case PinnedTable.Found found -> {
                try {
                    String subject = "Table " + conversion.table();
                    schema = Optional.of(ServableTable.schema(subject, found.columns()));
                } catch (UnusableTable e) {
                    unusable = Optional.of(new Reason(Reason.INVALID_SCHEMA, e.getMessage()));
                }
            }
        }
        this.forAll = unusable;
        this.converter = schema.map(columns -> conversions.take(columns, conversion.dialect()));
    }

    /// Whether there is a file to write. Looks at records until one has a row.
    public boolean hasRows() throws IOException {
        if (converter.isEmpty() || forAll.isPresent()) {
            return false;
        }
        Converter reading = converter.get();
        Tally seen = new Tally();
        reading.clear();
        frames.visit(
                (frame, first, end) -> {
                    reading.load(frame, first, end);
                    for (int i = first; i < end && reading.rows().rowCount() == 0; i++) {
                        note(reading.read(frame, first, i), frame.bytes(i), seen);
                    }
                    return reading.rows().rowCount() == 0;
                });
        tally = seen;
        return reading.rows().rowCount() > 0;
    }

    /// The columnar file.
    public ObjectBody file() {
        return new RowFileBody(
                frames,
                converter.orElseThrow(),
                out -> conversions.formats().file(terms().format(), converter.get().schema(), out),
                done -> tally = done);
    }

    /// No file can be made, so no record has rows.
    public void giveUp(ConversionFailed failure) {
        forAll = Optional.of(Reason.failure(failure.getCause()));
    }

    public boolean hasRejected() {
        return forAll.isPresent() || tally.hasRejected();
    }

    /// A line of JSON for each rejected record.
    public ObjectBody rejected() {
        return new RejectedBody(
                frames,
                new ErrorLines(conversion.table(), terms().at(), frames.source()),
                new Rejections(tally, forAll, converter));
    }

    public ConversionCounts counts() {
        Intent.Content content = intent.content();
        return forAll.map(
                        reason ->
                                new ConversionCounts(
                                        0,
                                        0,
                                        content.records(),
                                        content.bytes(),
                                        List.of(
                                                new ConversionCounts.Failures(
                                                        reason, content.records()))))
                .orElseGet(tally::counts);
    }

    @Override
    public void close() {
        converter.ifPresent(conversions::giveBack);
    }

    /// How rejected records are recognised when they are written down.
    ///
    /// @param forAll why all are, if so
    record Rejections(Tally tally, Optional<Reason> forAll, Optional<Converter> converter) {}

    static void note(Optional<Reason> rejection, int recordBytes, Tally tally) {
        if (rejection.isEmpty()) {
            tally.converted(recordBytes);
        } else {
            tally.rejected(recordBytes, rejection.get());
        }
    }

    private ConversionTerms terms() {
        return intent.terms().orElseThrow();
    }
}
