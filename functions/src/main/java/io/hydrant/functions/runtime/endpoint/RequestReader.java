package io.hydrant.functions.runtime.endpoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.hydrant.functions.runtime.Payload;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/// Reads HTTP/1.1 requests off one connection. Not safe for several threads.
///
/// Bodies come with a length or in chunks, also with trailers, which is how a streaming runtime
/// tells a late failure. What exceeds the limit is read and dropped, so that the client gets to
/// read its answer.
final class RequestReader {
    /// A runtime may describe the cause of an error in a header of up to 1 MiB.
    private static final int HEAD_BYTES_MAX = 2 << 20;

    private static final int BLOCK_BYTES = 64 << 10;

    /// What is kept of a body: one byte more than an answer may have.
    private static final int BODY_BYTES_MAX = RuntimeSession.ANSWER_BYTES_MAX + 1;

    private final InputStream in;
    private final OutputStream out;
    private final IntFunction<byte[]> arrays;

    /// What was read from the connection and not yet taken.
    private final byte[] block = new byte[BLOCK_BYTES];

    private int blockStart;
    private int blockEnd;
    private int headBytesLeft;

    /// @param in without a buffer of its own: what is large is read straight into its body
    /// @param out where a client that asks is told to continue
    /// @param arrays for bodies of so many bytes, at least as long
    RequestReader(InputStream in, OutputStream out, IntFunction<byte[]> arrays) {
        this.in = in;
        this.out = out;
        this.arrays = arrays;
    }

    /// The next request; empty when the client closed the connection before one.
    ///
    /// @throws TruncatedRequest when the body ends early
    Optional<EndpointRequest> read() throws IOException {
        headBytesLeft = HEAD_BYTES_MAX;
        Optional<String> start = line();
        while (start.isPresent() && start.get().isEmpty()) {
            start = line();
        }
        if (start.isEmpty()) {
            return Optional.empty();
        }
        String[] words = start.get().split(" ");
        if (words.length != 3 || !words[2].startsWith("HTTP/1.")) {
            throw new IOException("not a request line of HTTP/1.1: " + start.get());
        }
        Map<String, String> headers = headers();
        Payload body = body(headers);
        boolean keepAlive =
                words[2].equals("HTTP/1.1")
                        && !"close".equalsIgnoreCase(headers.getOrDefault("connection", ""));
        return Optional.of(new EndpointRequest(words[0], words[1], headers, body, keepAlive));
    }

    private Payload body(Map<String, String> headers) throws IOException {
        boolean chunked =
                headers.getOrDefault("transfer-encoding", "")
                        .toLowerCase(Locale.ROOT)
                        .contains("chunked");
        String length = headers.getOrDefault("content-length", "0");
        if (!chunked && length.equals("0")) {
            return Payload.of(new byte[0]);
        }
        if (headers.getOrDefault("expect", "").equalsIgnoreCase("100-continue")) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1));
            out.flush();
        }
        try {
            return chunked ? Payload.of(readChunks(headers)) : readLength(number(length, 10));
        } catch (EOFException e) {
            throw new TruncatedRequest(e);
        }
    }

    private Payload readLength(long bytes) throws IOException {
        int keptBytes = (int) Math.min(bytes, BODY_BYTES_MAX);
        byte[] kept = keptBytes > BLOCK_BYTES ? arrays.apply(keptBytes) : new byte[keptBytes];
        int buffered = Math.min(keptBytes, blockEnd - blockStart);
        System.arraycopy(block, blockStart, kept, 0, buffered);
        blockStart += buffered;
        int missing = keptBytes - buffered;
        if (in.readNBytes(kept, buffered, missing) < missing) {
            throw new EOFException("the body is shorter than " + bytes + " bytes");
        }
        skip(bytes - keptBytes);
        return new Payload(kept, keptBytes, Payload.Lender.NONE);
    }

    private void skip(long bytes) throws IOException {
        long left = bytes;
        while (left > 0) {
            requireBlock(left);
            int skipped = (int) Math.min(left, blockEnd - blockStart);
            blockStart += skipped;
            left -= skipped;
        }
    }

    private byte[] readChunks(Map<String, String> headers) throws IOException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        while (true) {
            String size = requiredLine();
            int extension = size.indexOf(';');
            long bytes = number(extension < 0 ? size : size.substring(0, extension), 16);
            if (bytes == 0) {
                headers.putAll(headers());
                return kept.toByteArray();
            }
            readChunk(bytes, kept);
            if (!requiredLine().isEmpty()) {
                throw new IOException("a chunk is longer than its size " + size);
            }
        }
    }

    private void readChunk(long bytes, ByteArrayOutputStream kept) throws IOException {
        long left = bytes;
        while (left > 0) {
            requireBlock(left);
            int taken = (int) Math.min(left, blockEnd - blockStart);
            kept.write(block, blockStart, Math.min(taken, BODY_BYTES_MAX - kept.size()));
            blockStart += taken;
            left -= taken;
        }
    }

    private void requireBlock(long bytesLeft) throws IOException {
        if (!hasBlock()) {
            throw new EOFException("the body ended " + bytesLeft + " bytes early");
        }
    }

    /// Whether there is something in the block, which is read if there is nothing.
    private boolean hasBlock() throws IOException {
        if (blockStart == blockEnd) {
            blockStart = 0;
            blockEnd = Math.max(0, in.read(block));
        }
        return blockEnd > blockStart;
    }

    private static long number(String text, int radix) throws IOException {
        try {
            long number = Long.parseLong(text.trim(), radix);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IOException("not a length of a body: '" + text + "'", e);
        }
        throw new IOException("not a length of a body: '" + text + "'");
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new HashMap<>();
        while (true) {
            String line = requiredLine();
            if (line.isEmpty()) {
                return headers;
            }
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).trim());
            }
        }
    }

    private String requiredLine() throws IOException {
        return line().orElseThrow(() -> new EOFException("the connection ended in a request"));
    }

    private Optional<String> line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (hasBlock()) {
            int end = blockStart;
            while (end < blockEnd && block[end] != '\n') {
                end++;
            }
            headBytesLeft -= end - blockStart;
            if (headBytesLeft < 0) {
                throw new IOException("headers are longer than " + HEAD_BYTES_MAX + " bytes");
            }
            line.append(new String(block, blockStart, end - blockStart, ISO_8859_1));
            boolean complete = end < blockEnd;
            blockStart = complete ? end + 1 : end;
            if (complete) {
                return Optional.of(line.toString().replace("\r", ""));
            }
        }
        if (!line.isEmpty()) {
            throw new EOFException("the connection ended in a line");
        }
        return Optional.empty();
    }
}
