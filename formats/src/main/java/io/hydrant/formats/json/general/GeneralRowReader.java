package io.hydrant.formats.json.general;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.json.Rejection;
import io.hydrant.formats.json.Rejection.Cause;
import io.hydrant.formats.json.RowReader;
import io.hydrant.formats.json.value.Utf8Text;
import io.hydrant.formats.schema.TableSchema;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Reads any record, by a tree of each of its documents. For one thread.
///
/// A record holds one document or several, with or without blanks between them; each becomes a row.
/// A document is an object, or an array that fills the columns by position (OpenX). What does not
/// parse to its end is a parse error whatever came before it; otherwise the first value that does
/// not fit rejects the record. Rows are appended only if all documents fit.
///
/// Text is UTF-8, or UTF-16 and UTF-32 where the first bytes show it. Bytes that are no UTF-8 are a
/// parse error, also where the parser itself would look away. Escapes of one half of a surrogate
/// pair become `?` in values and are a parse error in keys. `NaN`, comments, single quotes and
/// other liberties are parse errors, as is nesting deeper than 1,000.
public final class GeneralRowReader implements RowReader {
    private static final String PARSE_ERROR = "Encountered malformed JSON. ";
    private static final String SOURCE =
            "Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); ";
    private static final String EMPTY = "The record was empty or contained only whitespace.";
    private static final String PRIMITIVE =
            "The input JSON contained a primitive at the top level."
                    + " The top level must be an object or array.";

    private final Members columns;
    private final List<ValueReader> readers;
    private final Coercions coercions;
    private final JsonDocuments documents;

    /// @throws io.hydrant.kernel.error.InvalidArgument if the dialect has a timestamp format that
    ///   cannot be read
    public GeneralRowReader(TableSchema schema, JsonDialect dialect) {
        this.coercions = Coercions.of(dialect);
        this.columns = Members.of(schema.columns(), dialect);
        this.readers = ValueReader.ofAll(schema.columns(), dialect, coercions);
        this.documents = new JsonDocuments(coercions.keys());
    }

    @Override
    public Optional<Rejection> read(byte[] bytes, int offset, int length, RowBatch rows) {
        int rowCount = rows.rowCount();
        Optional<Rejection> rejection;
        try (JsonParser parser = JsonDocuments.open(bytes, offset, length)) {
            rejection = readDocuments(parser, rows);
        } catch (IOException e) {
            rejection = Optional.of(new Rejection(Cause.PARSE_ERROR, PARSE_ERROR + text(e)));
        }
        if (rejection.isEmpty()) {
            rejection = checkUtf8(bytes, offset, length);
        }
        if (rejection.isPresent()) {
            rows.truncate(rowCount);
        }
        return rejection;
    }

    /// The parser takes characters in more bytes than they need, and such that do not exist.
    private static Optional<Rejection> checkUtf8(byte[] bytes, int offset, int length) {
        int invalidAt = Utf8Text.invalidAt(bytes, offset, offset + length);
        if (invalidAt == Utf8Text.VALID || isWide(bytes, offset)) {
            return Optional.empty();
        }
        String message =
                "Invalid UTF-8 character at byte "
                        + (invalidAt - offset + 1)
                        + ", which begins with 0x"
                        + HexFormat.of().toHexDigits(bytes[invalidAt]);
        return Optional.of(new Rejection(Cause.PARSE_ERROR, PARSE_ERROR + message));
    }

    /// Whether a record that was read begins in UTF-16 or UTF-32: with a mark, or with a character
    /// of which all bytes but one are zero.
    private static boolean isWide(byte[] bytes, int offset) {
        int first = bytes[offset] & 0xFF;
        return first == 0 || first >= 0xFE || bytes[offset + 1] == 0;
    }

    private Optional<Rejection> readDocuments(JsonParser parser, RowBatch rows) throws IOException {
        JsonToken token = parser.nextToken();
        if (token == null) {
            return malformed(EMPTY);
        }
        Optional<Rejection> first = Optional.empty();
        for (; token != null; token = parser.nextToken()) {
            JsonValue document = documents.read(parser);
            if (first.isEmpty()) {
                first = token.isStructStart() ? appendRow(document, rows) : malformed(PRIMITIVE);
            }
        }
        return first;
    }

    private Optional<Rejection> appendRow(JsonValue document, RowBatch rows) {
        try {
            JsonValue[] values = coercions.columns(columns, document);
            for (int i = 0; i < values.length; i++) {
                readers.get(i).appendOrNull(values[i], rows.column(i));
            }
        } catch (Refusal refusal) {
            return malformed(refusal.getMessage());
        }
        rows.endRow();
        return Optional.empty();
    }

    private static Optional<Rejection> malformed(String message) {
        return Optional.of(new Rejection(Cause.MALFORMED_DATA, message));
    }

    /// The parser's text with line and column, without its remark on where the bytes came from.
    private static String text(IOException e) {
        return String.valueOf(e.getMessage()).replace(SOURCE, "");
    }
}
