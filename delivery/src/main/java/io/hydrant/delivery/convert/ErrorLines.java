package io.hydrant.delivery.convert;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;

import io.hydrant.delivery.plan.TableReference;
import io.hydrant.delivery.source.LaneSource;
import io.hydrant.delivery.source.SplitFrame;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// Records that could not be converted as lines of JSON:
///
///     {"attemptsMade":1,"arrivalTimestamp":1789560304000,
///      "lastErrorCode":"DataFormatConversion.ParseError","lastErrorMessage":"...",
///      "attemptEndingTimestamp":1789560364000,"rawData":"Base64","sequenceNumber":"4967...",
///      "subSequenceNumber":0,"dataCatalogTable":{"catalogId":"...","databaseName":"...",
///      "tableName":"...","region":"...","versionId":"LATEST","roleArn":"..."}}
///
/// Source: observed error objects, which differ from the guide in `roleArn` and in the names of
/// code and message.
///
/// @param at when the attempt is said to have ended; the same however often it is made
record ErrorLines(TableReference table, Instant at, LaneSource source) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String BETWEEN = "";

    Output open(OutputStream out) throws IOException {
        JsonGenerator generator = JSON.createGenerator(out, JsonEncoding.UTF8);
        generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        generator.setPrettyPrinter(new MinimalPrettyPrinter(BETWEEN));
        return new Output(generator);
    }

    /// One object's lines. For one thread.
    final class Output {
        private final JsonGenerator json;
        private byte[] data = new byte[1024];

        private Output(JsonGenerator json) {
            this.json = json;
        }

        void write(SplitFrame frame, int index, Reason reason) throws IOException {
            json.writeStartObject();
            json.writeNumberField("attemptsMade", 1);
            json.writeNumberField("arrivalTimestamp", frame.arrival().toEpochMilli());
            json.writeStringField("lastErrorCode", reason.code());
            json.writeStringField("lastErrorMessage", wellFormed(reason.message()));
            json.writeNumberField("attemptEndingTimestamp", at.toEpochMilli());
            writeData(frame.original(index));
            json.writeStringField(
                    "sequenceNumber",
                    source.sequenceNumber(frame.origin(index), frame.arrival()).toString());
            json.writeNumberField("subSequenceNumber", frame.origin(index).sub());
            json.writeObjectFieldStart("dataCatalogTable");
            json.writeStringField("catalogId", table.catalogId());
            json.writeStringField("databaseName", table.database());
            json.writeStringField("tableName", table.table());
            json.writeStringField("region", table.region());
            json.writeStringField("versionId", table.versionId());
            json.writeStringField("roleArn", table.roleArn());
            json.writeEndObject();
            json.writeEndObject();
            json.writeRaw('\n');
        }

        void finish() throws IOException {
            json.close();
        }

        private void writeData(ByteBuffer record) throws IOException {
            int length = record.remaining();
            if (data.length < length) {
                data = new byte[length];
            }
            record.get(record.position(), data, 0, length);
            json.writeFieldName("rawData");
            json.writeBinary(data, 0, length);
        }

        /// Half a surrogate pair, which a message may quote from a record, has no UTF-8.
        private static String wellFormed(String message) {
            return new String(message.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        }
    }
}
