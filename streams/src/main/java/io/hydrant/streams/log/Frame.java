package io.hydrant.streams.log;

import io.hydrant.kernel.error.InvalidArgument;

import java.nio.ByteBuffer;

/// The records of one put, ready to be appended: all payloads one after another.
///
/// @param metadata what the writer wants to keep beside the records (partition keys, entry types);
///   opaque to the log; may be empty; at most 1 MiB
/// @param recordBytes length of each record, in order; 1-10,000 records
/// @param payload from position to limit: all records, without gaps; at most 16 MiB
public record Frame(ByteBuffer metadata, int[] recordBytes, ByteBuffer payload) {
    public static final int RECORDS_MAX = 10_000;
    public static final int METADATA_BYTES_MAX = 1 << 20;
    public static final int PAYLOAD_BYTES_MAX = 16 << 20;

    public Frame {
        long sum = 0;
        for (int bytes : recordBytes) {
            if (bytes < 0) {
                throw new InvalidArgument("a record's length must be at least 0 but was " + bytes);
            }
            sum += bytes;
        }
        if (recordBytes.length == 0 || recordBytes.length > RECORDS_MAX) {
            throw new InvalidArgument(
                    "a frame must hold 1-10,000 records but had " + recordBytes.length);
        }
        if (sum != payload.remaining()) {
            throw new InvalidArgument(
                    "record lengths sum to "
                            + sum
                            + " but the payload has "
                            + payload.remaining()
                            + " bytes");
        }
        if (sum > PAYLOAD_BYTES_MAX || metadata.remaining() > METADATA_BYTES_MAX) {
            throw new InvalidArgument(
                    "a frame must be at most 16 MiB with 1 MiB of metadata but had "
                            + sum
                            + " and "
                            + metadata.remaining()
                            + " bytes");
        }
    }
}
