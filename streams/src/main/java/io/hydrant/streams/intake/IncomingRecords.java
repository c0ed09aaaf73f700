package io.hydrant.streams.intake;

import io.hydrant.streams.shard.HashKey;
import io.hydrant.streams.shard.PartitionKeyHash;
import io.hydrant.streams.shard.ShardFrame;
import io.hydrant.wire.kpl.AggregatedRecord;

import java.nio.ByteBuffer;

/// The records of one put, where they lie: places in the bytes of the request or beside them. For
/// one thread.
public final class IncomingRecords {
    private final byte[] texts;
    private final ByteBuffer data;
    private final int[] dataStart;
    private final int[] dataBytes;
    private final int[] keyStart;
    private final int[] keyBytes;
    private final int[] hashKeyStart;
    private final int[] hashKeyBytes;
    private int count;

    /// @param texts holds the keys in UTF-8
    /// @param data holds the data
    public IncomingRecords(byte[] texts, ByteBuffer data, int recordsMax) {
        this.texts = texts;
        this.data = data.duplicate();
        this.dataStart = new int[recordsMax];
        this.dataBytes = new int[recordsMax];
        this.keyStart = new int[recordsMax];
        this.keyBytes = new int[recordsMax];
        this.hashKeyStart = new int[recordsMax];
        this.hashKeyBytes = new int[recordsMax];
    }

    public int count() {
        return count;
    }

    /// Data and partition key of one record.
    public int recordBytes(int index) {
        return dataBytes[index] + keyBytes[index];
    }

    /// Data and partition keys of all records.
    public long totalBytes() {
        long sum = 0;
        for (int index = 0; index < count; index++) {
            sum += recordBytes(index);
        }
        return sum;
    }

    /// Where in the shards' space record `index` goes.
    public HashKey hashKey(int index, PartitionKeyHash hash) {
        return hashKeyBytes[index] > 0
                ? HashKey.ofDecimal(texts, hashKeyStart[index], hashKeyBytes[index])
                : hash.of(texts, keyStart[index], keyBytes[index]);
    }

    /// Begins a record.
    public void addData(int start, int bytes) {
        dataStart[count] = start;
        dataBytes[count] = bytes;
    }

    public void addPartitionKey(int start, int bytes) {
        keyStart[count] = start;
        keyBytes[count] = bytes;
    }

    /// @param bytes of a decimal number that [HashKey#isDecimal] holds of
    public void addHashKey(int start, int bytes) {
        hashKeyStart[count] = start;
        hashKeyBytes[count] = bytes;
    }

    /// Ends a record whose data and partition key were added.
    public void endRecord() {
        count++;
    }

    int dataBytes(int index) {
        return dataBytes[index];
    }

    int keyBytes(int index) {
        return keyBytes[index];
    }

    void addKeyTo(ShardFrame.Metadata metadata, int index) {
        metadata.add(texts, keyStart[index], keyBytes[index]);
    }

    void addDataTo(ByteBuffer payload, int index) {
        int at = payload.position();
        payload.put(at, data, dataStart[index], dataBytes[index]);
        payload.position(at + dataBytes[index]);
    }

    boolean beginsLikeAggregate(int index) {
        data.limit(dataStart[index] + dataBytes[index]).position(dataStart[index]);
        boolean like = AggregatedRecord.beginsLikeOne(data);
        data.clear();
        return like;
    }

    /// Whether the data of all records lie one behind the other, so that they need no copy.
    boolean contiguous() {
        for (int index = 1; index < count; index++) {
            if (dataStart[index] != dataStart[index - 1] + dataBytes[index - 1]) {
                return false;
            }
        }
        return count > 0;
    }

    /// The data of all records, when they are [#contiguous()].
    ByteBuffer allData() {
        int start = dataStart[0];
        int end = dataStart[count - 1] + dataBytes[count - 1];
        return data.slice(start, end - start);
    }
}
