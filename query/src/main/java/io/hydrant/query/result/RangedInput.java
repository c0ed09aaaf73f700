package io.hydrant.query.result;

import io.hydrant.storage.object.ObjectAddress;
import io.hydrant.storage.object.ObjectContent;
import io.hydrant.storage.object.ObjectStore;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/// The bytes of an object from one on, asked for in pieces: what is not read is not sent. Used by
/// one thread.
final class RangedInput implements Closeable {
    private static final int PIECE_BYTES = 256 * 1024;

    private final ObjectStore store;
    private final ObjectAddress file;
    private byte[] piece = new byte[0];
    private int at;
    private long pieceEnd;
    private long size = Long.MAX_VALUE;

    RangedInput(ObjectStore store, ObjectAddress file, long firstByte) {
        this.store = store;
        this.file = file;
        this.pieceEnd = firstByte;
    }

    /// Of the byte that is read next.
    long position() {
        return pieceEnd - piece.length + at;
    }

    boolean more() throws IOException {
        return at < piece.length || fetch();
    }

    /// The next byte without passing it; -1 at the end.
    int peek() throws IOException {
        return more() ? piece[at] & 0xff : -1;
    }

    int read() throws IOException {
        return more() ? piece[at++] & 0xff : -1;
    }

    private boolean fetch() throws IOException {
        if (pieceEnd >= size) {
            return false;
        }
        ObjectContent content = store.open(file, pieceEnd, PIECE_BYTES);
        size = content.object().bytes();
        try (InputStream in = content.stream()) {
            piece = in.readNBytes((int) content.byteCount());
        }
        pieceEnd += piece.length;
        at = 0;
        return piece.length > 0;
    }

    @Override
    public void close() {
        piece = new byte[0];
    }
}
