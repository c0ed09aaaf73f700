package io.hydrant.delivery.transform;

import io.hydrant.delivery.ledger.Position;
import io.hydrant.functions.runtime.Payload;
import io.hydrant.streams.shard.SequenceDigits;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a function is sent, and where in it its records stand. For one thread.
final class TransformEvent {
    static final int UNKNOWN = -1;

    /// A record's id: its number, and the number of the sub-record in six digits. Beyond 999,999
    /// sub-records it has more.
    static final int SUB_DIGITS = 6;

    private static final Base64.Decoder BASE64 = Base64.getDecoder();

    private final List<Instant> arrivals = new ArrayList<>();
    private final List<Long> offsets = new ArrayList<>();
    private int[] frames = new int[64];
    private int[] records = new int[64];
    private int[] subs = new int[64];
    private int[] idStarts = new int[64];
    private int[] dataStarts = new int[64];
    private int[] dataEnds = new int[64];
    private int count;
    private byte[] json = {};
    private int jsonBytes;
    private Map<String, Integer> ids = Map.of();

    /// By number of a record, if it was decompressed.
    private final Map<Integer, ByteBuffer> compressed = new HashMap<>();

    /// The records that follow lie in this frame of the source.
    void frame(long offset, Instant arrival) {
        offsets.add(offset);
        arrivals.add(arrival);
    }

    /// A record of the frame named last.
    ///
    /// @param dataStart where its data begins, in Base64
    void add(Position position, int idStart, int dataStart, int dataEnd) {
        if (count == frames.length) {
            int capacity = 2 * count;
            frames = Arrays.copyOf(frames, capacity);
            records = Arrays.copyOf(records, capacity);
            subs = Arrays.copyOf(subs, capacity);
            idStarts = Arrays.copyOf(idStarts, capacity);
            dataStarts = Arrays.copyOf(dataStarts, capacity);
            dataEnds = Arrays.copyOf(dataEnds, capacity);
        }
        frames[count] = offsets.size() - 1;
        records[count] = position.record();
        subs[count] = position.sub();
        idStarts[count] = idStart;
        dataStarts[count] = dataStart;
        dataEnds[count] = dataEnd;
        count++;
    }

    /// The record added last was this before it was decompressed.
    void wasBefore(ByteBuffer original) {
        compressed.put(count - 1, original);
    }

    /// No more records follow.
    ///
    /// @param bytes of the array that are the event
    TransformEvent complete(byte[] array, int bytes) {
        json = array;
        jsonBytes = bytes;
        return this;
    }

    byte[] json() {
        return payload(Payload.Lender.NONE).toBytes();
    }

    Payload payload(Payload.Lender lender) {
        return new Payload(json, jsonBytes, lender);
    }

    int count() {
        return count;
    }

    Position position(int index) {
        return new Position(offsets.get(frames[index]), records[index], subs[index]);
    }

    Instant arrival(int index) {
        return arrivals.get(frames[index]);
    }

    /// A record as it was sent.
    ByteBuffer data(int index) {
        int start = dataStarts[index];
        return BASE64.decode(ByteBuffer.wrap(json, start, dataEnds[index] - start));
    }

    /// A record as error objects show it.
    ByteBuffer original(int index) {
        ByteBuffer before = compressed.get(index);
        return before == null ? data(index) : before;
    }

    /// How long a record's data is in Base64.
    int dataLength(int index) {
        return dataEnds[index] - dataStarts[index];
    }

    boolean hasId(int index, byte[] text, int start, int length) {
        return length == idLength(index)
                && Arrays.equals(
                        text,
                        start,
                        start + length,
                        json,
                        idStarts[index],
                        idStarts[index] + length);
    }

    /// The record of this id, or [#UNKNOWN].
    int find(String id) {
        if (ids.isEmpty()) {
            ids = HashMap.newHashMap(count);
            for (int i = 0; i < count; i++) {
                ids.put(new String(json, idStarts[i], idLength(i), StandardCharsets.ISO_8859_1), i);
            }
        }
        return ids.getOrDefault(id, UNKNOWN);
    }

    private int idLength(int index) {
        int more =
                subs[index] < 1_000_000 ? 0 : Integer.toString(subs[index]).length() - SUB_DIGITS;
        return SequenceDigits.CHARS + SUB_DIGITS + more;
    }
}
