package io.hydrant.cli.convert;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;

import io.hydrant.formats.json.RowReader;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/// Takes records out of the lines of error objects: `rawData`, in Base64, as every kind of them has
/// it. Records that are packed with GZIP are unpacked.
///
/// Source: Firehose Developer Guide, error output of conversion, Lambda, partitioning and HTTP
/// endpoints.
final class ErrorObjects {
    private static final String RAW_DATA = "rawData";
    private static final JsonFactory JSON = new JsonFactory();

    private ErrorObjects() {}

    /// The record of one line.
    ///
    /// @throws NoRecord with the reason if there is none
    static byte[] record(byte[] line, int offset, int length) throws NoRecord {
        try (JsonParser parser = JSON.createParser(line, offset, length)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    JsonToken value = parser.nextToken();
                    if (name.equals(RAW_DATA) && value == JsonToken.VALUE_STRING) {
                        return unpacked(parser.getBinaryValue());
                    }
                    parser.skipChildren();
                }
            }
        } catch (JsonProcessingException e) {
            throw new NoRecord("the error object cannot be read: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new NoRecord("the record in rawData cannot be unpacked: " + e.getMessage());
        }
        throw new NoRecord("the error object has no text named rawData");
    }

    /// The record with room behind it for a reader.
    static byte[] withSlack(byte[] record) {
        return Arrays.copyOf(record, record.length + RowReader.SLACK_BYTES);
    }

    /// An error object without a record that can be read.
    static final class NoRecord extends Exception {
        private static final long serialVersionUID = 1L;

        NoRecord(String message) {
            super(message);
        }
    }

    private static byte[] unpacked(byte[] record) throws IOException, NoRecord {
        if (record.length < 2 || record[0] != 0x1f || record[1] != (byte) 0x8b) {
            return record;
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(record))) {
            byte[] bytes = in.readNBytes(DocumentSplitter.DOCUMENT_BYTES_MAX + 1);
            if (bytes.length > DocumentSplitter.DOCUMENT_BYTES_MAX) {
                throw new NoRecord(
                        "the record in rawData has more than %,d bytes"
                                .formatted(DocumentSplitter.DOCUMENT_BYTES_MAX));
            }
            return bytes;
        }
    }
}
