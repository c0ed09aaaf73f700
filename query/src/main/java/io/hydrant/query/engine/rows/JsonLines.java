package io.hydrant.query.engine.rows;

import io.hydrant.formats.RowReaders;
import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.json.Rejection;
import io.hydrant.formats.json.RowReader;
import io.hydrant.formats.schema.TableSchema;
import io.hydrant.query.refusal.QueryFailure;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Documents of JSON, one per line. Several on a line are several rows; blank lines are none. A
/// document must not have lines of its own, as everywhere in Hive.
final class JsonLines implements RowSource {
    private final String name;
    private final RowFormat.Json format;
    private final Lines lines;
    private final RowReader reader;

    JsonLines(String name, RowFormat.Json format, TableSchema schema, InputStream in) {
        this.name = name;
        this.format = format;
        this.lines = new Lines(in);
        this.reader = RowReaders.of(schema, format.dialect());
    }

    @Override
    public boolean next(RowBatch rows) throws IOException, QueryFailure {
        if (!lines.next()) {
            return false;
        }
        if (lines.isBlank()) {
            return true;
        }
        Optional<Rejection> rejection =
                reader.read(lines.bytes(), lines.from(), lines.to() - lines.from(), rows);
        if (rejection.isPresent()) {
            take(rejection.get(), rows);
        }
        return true;
    }

    private void take(Rejection rejection, RowBatch rows) throws QueryFailure {
        boolean malformed = rejection.cause() == Rejection.Cause.PARSE_ERROR;
        if (malformed && format.malformedAsNulls()) {
            rows.dropOpen();
            rows.endRow();
            return;
        }
        throw QueryFailure.user(
                malformed ? "HIVE_CURSOR_ERROR" : "HIVE_BAD_DATA",
                "%s%s (line %d of %s)"
                        .formatted(
                                malformed ? "Row is not a valid JSON Object - " : "",
                                rejection.message(),
                                lines.number(),
                                name));
    }
}
