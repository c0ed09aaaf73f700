package io.hydrant.delivery.destination.encode;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/// One gzip stream, its time left empty.
final class GzipStream extends GZIPOutputStream {
    /// CPU per MB of JSON lines of 338 bytes, and size: level 1 5.3 ms, 20.5 %; 2 5.5 ms, 18.7 %; 3
    /// 6.8 ms, 17.6 %; 4 8.8 ms, 16.7 %; 6 (zlib's own choice) 17.2 ms, 15.2 %. Above 3 CPU grows
    /// far faster than objects shrink.
    static final int LEVEL = 3;

    static final int BUFFER_BYTES = 32 << 10;

    GzipStream(OutputStream out) throws IOException {
        super(out, BUFFER_BYTES);
        def.setLevel(LEVEL);
    }
}
