package io.hydrant.delivery.destination.encode;

import io.airlift.compress.v3.snappy.SnappyJavaCompressor;
import io.hydrant.delivery.plan.Compression;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.UUID;

/// How the records of an object become its stored bytes.
///
/// Immutable; the streams it opens are for one thread each.
///
/// Source: observed objects of the service, which differ from its guide for both Snappy formats.
public record ObjectEncoding(Compression compression) {
    public static ObjectEncoding of(Compression compression) {
        return new ObjectEncoding(compression);
    }

    /// The `Content-Encoding` that objects carry.
    public Optional<String> contentEncoding() {
        return switch (compression) {
            case UNCOMPRESSED -> Optional.empty();
            case GZIP -> Optional.of("gzip");
            case ZIP -> Optional.of("zip");
            case SNAPPY -> Optional.of("snappy-java");
            case HADOOP_SNAPPY -> Optional.of("hadoop-snappy");
        };
    }

    /// Begins an object. What is written to the stream given back comes out encoded.
    ///
    /// Closing it completes the object, frees what the encoder holds and closes `out`, also when
    /// writing had failed. Where and how often the caller flushes does not change the bytes.
    ///
    /// @param entry names the entry of a ZIP object; must be the same when an object is rendered
    ///   again
    public OutputStream open(OutputStream out, UUID entry) throws IOException {
        return switch (compression) {
            case UNCOMPRESSED -> out;
            case GZIP -> gathering(new GzipStream(out));
            case ZIP -> gathering(ZipStream.open(out, entry));
            // in Java, not native: the bytes must not depend on the machine that renders them
            case SNAPPY -> SnappyStream.xerial(out, new SnappyJavaCompressor());
            case HADOOP_SNAPPY -> SnappyStream.hadoop(out, new SnappyJavaCompressor());
        };
    }

    /// Deflating record by record costs a tenth more than deflating blocks.
    private static OutputStream gathering(OutputStream out) {
        return new BufferedOutputStream(out, GzipStream.BUFFER_BYTES);
    }
}
