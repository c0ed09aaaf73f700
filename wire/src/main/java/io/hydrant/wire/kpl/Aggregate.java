package io.hydrant.wire.kpl;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;

/// Collects user records into one aggregated record. For one thread.
///
/// A key that many records share is written once.
public final class Aggregate {
    private final KeyTable partitionKeys = new KeyTable(Format.PARTITION_KEY_TABLE);
    private final KeyTable explicitHashKeys = new KeyTable(Format.EXPLICIT_HASH_KEY_TABLE);
    private final MessageWriter records = new MessageWriter();
    private int count;

    /// What [#toBytes()] would give after one more record, without changing anything.
    public int bytesWith(String partitionKey, Optional<String> explicitHashKey, int dataBytes) {
        int hashKeyBytes =
                explicitHashKey.map(explicitHashKeys::bytesWith).orElse(explicitHashKeys.bytes());
        int recordBytes = recordBytes(partitionKey, explicitHashKey, dataBytes);
        return Format.FRAME_BYTES
                + partitionKeys.bytesWith(partitionKey)
                + hashKeyBytes
                + records.length()
                + MessageWriter.fieldBytes(recordBytes);
    }

    private int recordBytes(String partitionKey, Optional<String> explicitHashKey, int dataBytes) {
        int keyIndex = partitionKeys.indexOf(partitionKey);
        int hashKeyBytes =
                explicitHashKey
                        .map(key -> MessageWriter.numberBytes(explicitHashKeys.indexOf(key)))
                        .orElse(0);
        return MessageWriter.numberBytes(keyIndex)
                + hashKeyBytes
                + MessageWriter.fieldBytes(dataBytes);
    }

    public void add(String partitionKey, Optional<String> explicitHashKey, byte[] data) {
        int recordBytes = recordBytes(partitionKey, explicitHashKey, data.length);
        records.messageHead(Format.RECORDS, recordBytes);
        records.number(Format.PARTITION_KEY_INDEX, partitionKeys.indexOf(partitionKey));
        explicitHashKey
                .map(explicitHashKeys::indexOf)
                .ifPresent(index -> records.number(Format.EXPLICIT_HASH_KEY_INDEX, index));
        records.bytes(Format.DATA, data);
        partitionKeys.add(partitionKey);
        explicitHashKey.ifPresent(explicitHashKeys::add);
        count++;
    }

    public int count() {
        return count;
    }

    /// The record to put.
    ///
    /// @throws IllegalStateException if it holds no user record: readers would not know it
    public byte[] toBytes() {
        if (count == 0) {
            throw new IllegalStateException("an aggregate of no records");
        }
        int messageBytes = partitionKeys.bytes() + explicitHashKeys.bytes() + records.length();
        ByteBuffer out = ByteBuffer.allocate(Format.FRAME_BYTES + messageBytes);
        for (int i = 0; i < Format.MAGIC_BYTES; i++) {
            out.put(Format.magic(i));
        }
        out.put(partitionKeys.toBytes());
        out.put(explicitHashKeys.toBytes());
        out.put(records.toBytes());
        MessageDigest md5 = Format.md5();
        md5.update(out.array(), Format.MAGIC_BYTES, messageBytes);
        out.put(md5.digest());
        return out.array();
    }
}
