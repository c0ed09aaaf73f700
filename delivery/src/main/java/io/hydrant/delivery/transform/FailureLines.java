package io.hydrant.delivery.transform;

import static io.hydrant.delivery.transform.JsonBytes.ascii;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;

/// Writes records that could not be processed as lines of JSON:
///
///     {"rawData":"Base64","errorCode":"Lambda.FunctionError","errorMessage":"...",
///      "attemptsMade":4,"arrivalTimestamp":1789014240448,
///      "attemptEndingTimestamp":1789014301529,"lambdaARN":"arn:aws:lambda:..."}
///
/// The function is there only if one was to process the record. The same bytes each time. For one
/// thread.
///
/// Source: observed error objects, which differ from the guide in the order of members and in
/// `lambdaARN`.
public final class FailureLines {
    private static final int GATHERED_BYTES = 1 << 16;
    private static final byte[] DATA = ascii("{\"rawData\":\"");

    private final OutputStream out;
    private final JsonBytes lines = new JsonBytes(GATHERED_BYTES);

    /// @param out left open
    public FailureLines(OutputStream out) {
        this.out = out;
    }

    /// @param arrival of the record at the stream
    /// @param data as it was before it was decompressed, if it was, else as it was sent to the
    ///   function; not moved
    public void write(Failure failure, Instant arrival, ByteBuffer data) throws IOException {
        lines.raw(DATA);
        lines.base64(data);
        lines.raw(ascii("\",\"errorCode\":"));
        lines.string(failure.code());
        lines.raw(ascii(",\"errorMessage\":"));
        lines.string(failure.message());
        lines.raw(ascii(",\"attemptsMade\":"));
        lines.number(failure.attempts());
        lines.raw(ascii(",\"arrivalTimestamp\":"));
        lines.number(arrival.toEpochMilli());
        lines.raw(ascii(",\"attemptEndingTimestamp\":"));
        lines.number(failure.at().toEpochMilli());
        if (!failure.functionArn().isEmpty()) {
            lines.raw(ascii(",\"lambdaARN\":"));
            lines.string(failure.functionArn());
        }
        lines.raw(ascii("}\n"));
        if (lines.length() >= GATHERED_BYTES / 2) {
            flush();
        }
    }

    /// Writes what was gathered. To be called at the end.
    public void flush() throws IOException {
        out.write(lines.array(), 0, lines.length());
        lines.cutTo(0);
    }
}
