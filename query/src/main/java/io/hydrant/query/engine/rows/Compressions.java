package io.hydrant.query.engine.rows;

import io.airlift.compress.v3.bzip2.BZip2HadoopStreams;
import io.airlift.compress.v3.hadoop.HadoopStreams;
import io.airlift.compress.v3.lz4.Lz4HadoopStreams;
import io.airlift.compress.v3.snappy.SnappyHadoopStreams;
import io.airlift.compress.v3.zstd.ZstdInputStream;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/// Takes files of text out of what they are compressed with, told by the ending of their names:
/// `.gz`, `.bz2`, `.zst`, `.snappy`, `.lz4` (both in Hadoop's blocks), `.deflate`. All else is
/// taken as it is.
final class Compressions {
    private static final int BUFFER_BYTES = 1 << 16;

    private Compressions() {}

    static InputStream open(String name, InputStream file) throws IOException {
        InputStream in = new BufferedInputStream(file, BUFFER_BYTES);
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (ending) {
            case "gz", "gzip" -> new GZIPInputStream(in, BUFFER_BYTES);
            case "bz2" -> hadoop(new BZip2HadoopStreams(), in);
            case "zst", "zstd" -> new ZstdInputStream(in);
            case "snappy" -> hadoop(new SnappyHadoopStreams(), in);
            case "lz4" -> hadoop(new Lz4HadoopStreams(), in);
            case "deflate" -> new InflaterInputStream(in);
            default -> in;
        };
    }

    private static InputStream hadoop(HadoopStreams streams, InputStream in) throws IOException {
        return streams.createInputStream(in);
    }
}
