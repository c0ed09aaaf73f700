package io.hydrant.delivery.api;

import io.hydrant.delivery.pipeline.DeliveryEngine.Accepted;
import io.hydrant.delivery.plan.StreamId;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/// The ids of the records of one accepted put: opaque text, different for every record ever put.
///
///     40 characters  from a SHA-256 of stream, arrival, offset and lane: the same within a put
///     16 characters  the scrambled index within the put
///
/// The arrival keeps the ids of a stream apart from those of a deleted stream of its name. The
/// service's ids have about 200 characters; they mean nothing to clients, and 500 of them would be
/// most of the cost of an answer.
final class RecordIds {
    static final int ID_CHARS = 56;

    private static final int HEAD_BYTES = 30;
    private static final int HEAD_CHARS = 40;
    private static final int POSITION_BYTES = 2 * Long.BYTES + 2 * Integer.BYTES;
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;
    private static final byte[] DIGITS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
                    .getBytes(StandardCharsets.US_ASCII);

    private final byte[] head;
    private final long seed;

    private RecordIds(byte[] head, long seed) {
        this.head = head;
        this.seed = seed;
    }

    static RecordIds of(StreamId stream, Accepted accepted) {
        byte[] name = stream.toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer position =
                ByteBuffer.allocate(POSITION_BYTES)
                        .putLong(accepted.arrival().getEpochSecond())
                        .putInt(accepted.arrival().getNano())
                        .putLong(accepted.offset())
                        .putInt(accepted.lane());
        MessageDigest digest = sha256();
        digest.update(position.array());
        byte[] hash = digest.digest(name);
        byte[] head = Base64.getEncoder().encode(Arrays.copyOf(hash, HEAD_BYTES));
        return new RecordIds(head, ByteBuffer.wrap(hash).getLong(hash.length - Long.BYTES));
    }

    /// Writes what all ids of the put begin with.
    void writeHead(byte[] out, int start) {
        System.arraycopy(head, 0, out, start, HEAD_CHARS);
    }

    /// Writes what only the id of record `index` ends in, behind the head at `start`.
    void writeTail(int index, byte[] out, int start) {
        long first = scrambled(seed + (index + 1) * GOLDEN);
        long second = scrambled(first + GOLDEN);
        int at = start + HEAD_CHARS;
        long bits = first;
        for (int i = 0; i < 10; i++) {
            out[at + i] = DIGITS[(int) bits & 63];
            bits >>>= 6;
        }
        bits |= second << 4;
        for (int i = 10; i < 16; i++) {
            out[at + i] = DIGITS[(int) bits & 63];
            bits >>>= 6;
        }
    }

    /// One-to-one, so two records of a put never get the same tail. Source: SplittableRandom.
    private static long scrambled(long value) {
        long bits = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        bits = (bits ^ bits >>> 27) * 0x94d049bb133111ebL;
        return bits ^ bits >>> 31;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
