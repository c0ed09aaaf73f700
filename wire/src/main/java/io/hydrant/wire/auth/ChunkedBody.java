package io.hydrant.wire.auth;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The content of a body in `aws-chunked` framing:
///
/// ```
/// hex-size [;chunk-signature=64-hex] CRLF
/// size bytes CRLF
/// ...
/// 0 [;chunk-signature=64-hex] CRLF
/// [x-amz-checksum-crc32:base64 CRLF]
/// [x-amz-trailer-signature:64-hex CRLF]
/// CRLF
/// ```
///
/// Not safe for use by many threads.
final class ChunkedBody extends VerifiedBody {
    private static final String SIGNATURE = ";chunk-signature=";

    private final ChunkFraming framing;
    private final long lengthBytes;
    private final Optional<ChunkSignatures> signatures;
    private final Trailers trailers;

    private long decodedBytes;
    private long chunkLeftBytes;
    private String chunkSignature = "";
    private boolean ended;
    private Optional<AuthenticationFailure> failure = Optional.empty();

    /// @param lengthBytes how long the content must be
    /// @param signatures empty when chunks are not signed
    ChunkedBody(
            ChunkFraming framing,
            long lengthBytes,
            Optional<ChunkSignatures> signatures,
            Trailers trailers) {
        this.framing = framing;
        this.lengthBytes = lengthBytes;
        this.signatures = signatures;
        this.trailers = trailers;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, target.length);
        if (failure.isPresent()) {
            throw failure.get();
        }
        try {
            return count == 0 ? 0 : decode(target, offset, count);
        } catch (AuthenticationFailure e) {
            failure = Optional.of(e);
            throw e;
        }
    }

    private int decode(byte[] target, int offset, int count) throws IOException {
        if (!ended && chunkLeftBytes == 0) {
            startChunk();
        }
        if (ended) {
            return -1;
        }
        int given = framing.read(target, offset, (int) Math.min(count, chunkLeftBytes));
        signatures.ifPresent(chain -> chain.update(target, offset, given));
        trailers.update(target, offset, given);
        decodedBytes += given;
        chunkLeftBytes -= given;
        if (chunkLeftBytes == 0) {
            framing.requireLineEnd();
            signatures.ifPresent(chain -> chain.verifyChunk(chunkSignature));
        }
        return given;
    }

    private void startChunk() throws IOException {
        String line = framing.line();
        int extension = line.indexOf(';');
        long size = ChunkFraming.size(extension < 0 ? line : line.substring(0, extension));
        if (size > lengthBytes - decodedBytes) {
            throw ChunkFraming.broken("it is longer than x-amz-decoded-content-length");
        }
        if (signatures.isPresent()) {
            if (extension < 0 || !line.startsWith(SIGNATURE, extension)) {
                throw ChunkFraming.broken("a chunk has no signature");
            }
            chunkSignature = line.substring(extension + SIGNATURE.length());
        }
        chunkLeftBytes = size;
        if (size == 0) {
            end();
        }
    }

    private void end() throws IOException {
        signatures.ifPresent(chain -> chain.verifyChunk(chunkSignature));
        if (decodedBytes < lengthBytes) {
            throw ChunkFraming.incomplete();
        }
        String line = framing.line();
        while (!line.isEmpty()) {
            trailers.add(line);
            line = framing.line();
        }
        framing.requireEnd();
        trailers.verify(signatures);
        ended = true;
    }

    @Override
    public void close() throws IOException {
        framing.close();
    }

    @Override
    public Map<String, String> trailers() {
        if (!ended) {
            throw new IllegalStateException("the end of the body was not read yet");
        }
        return trailers.sent();
    }
}
