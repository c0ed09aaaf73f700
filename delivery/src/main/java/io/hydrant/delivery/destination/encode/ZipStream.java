package io.hydrant.delivery.destination.encode;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A ZIP archive of one deflated entry.
final class ZipStream extends ZipOutputStream {
    /// The earliest time the format can hold: a time of rendering would change the bytes.
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private ZipStream(OutputStream out) {
        super(out);
        setLevel(GzipStream.LEVEL);
        buf = new byte[GzipStream.BUFFER_BYTES];
    }

    static ZipStream open(OutputStream out, UUID entry) throws IOException {
        ZipStream stream = new ZipStream(out);
        try {
            ZipEntry only = new ZipEntry(entry.toString());
            only.setTimeLocal(NO_TIME);
            stream.putNextEntry(only);
            return stream;
        } catch (IOException e) {
            try {
                stream.close();
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }
}
