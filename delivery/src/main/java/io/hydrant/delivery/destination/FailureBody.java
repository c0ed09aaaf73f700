package io.hydrant.delivery.destination;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;

import io.hydrant.delivery.source.SelectedFrames;
import io.hydrant.delivery.source.SplitFrame;
import io.hydrant.delivery.transform.Failure;
import io.hydrant.delivery.transform.Processed;
import io.hydrant.delivery.transform.ProcessedFrame;
import io.hydrant.delivery.transform.ProcessedFrames;
import io.hydrant.storage.object.ObjectBody;
import io.hydrant.streams.log.LogFailed;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/// Records that processing failed on, as the lines that say why. The same bytes each time.
final class FailureBody implements ObjectBody {
    private static final JsonFactory JSON = new JsonFactory();

    private final SelectedFrames frames;

    /// @param frames of a processed log, failed records only
    FailureBody(SelectedFrames frames) {
        this.frames = frames;
    }

    @Override
    public OptionalLong bytes() {
        return OptionalLong.empty();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        JsonGenerator json = JSON.createGenerator(out, JsonEncoding.UTF8);
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.setPrettyPrinter(new MinimalPrettyPrinter(""));
        frames.visit(
                (frame, first, end) -> {
                    write(json, frame, first, end);
                    return true;
                });
        json.close();
    }

    private void write(JsonGenerator json, SplitFrame frame, int first, int end)
            throws IOException {
        ProcessedFrame processed = ProcessedFrames.read(frame.frame(), frames.source().name());
        for (int i = first; i < end; i++) {
            switch (processed.outcome(i)) {
                case Processed.Failed(Failure failure) -> write(json, frame, i, failure);
                case Processed.Ok _ ->
                        throw new LogFailed(
                                "record %s of %s did not fail but is in an error object"
                                        .formatted(frame.position(i), frames.source().name()));
            }
        }
    }

    private static void write(JsonGenerator json, SplitFrame frame, int index, Failure failure)
            throws IOException {
        ByteBuffer data = frame.data(index);
        byte[] bytes = new byte[data.remaining()];
        data.duplicate().get(bytes);
        json.writeStartObject();
        json.writeBinaryField("rawData", bytes);
        json.writeStringField("errorCode", failure.code());
        json.writeStringField("errorMessage", failure.message());
        json.writeNumberField("attemptsMade", failure.attempts());
        json.writeNumberField("arrivalTimestamp", frame.arrival().toEpochMilli());
        json.writeNumberField("attemptEndingTimestamp", failure.at().toEpochMilli());
        json.writeStringField("lambdaARN", failure.functionArn());
        json.writeEndObject();
        json.writeRaw('\n');
    }
}
