package io.hydrant.streams.shard;

import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Finds the hash keys of many partition keys. For one thread.
public final class PartitionKeyHash {
    private final MessageDigest md5;
    private final byte[] digest = new byte[2 * Long.BYTES];
    private final ByteBuffer numbers = ByteBuffer.wrap(digest);

    public PartitionKeyHash() {
        try {
            md5 = MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    /// @param text holds the partition key in UTF-8
    public HashKey of(byte[] text, int start, int lengthBytes) {
        md5.update(text, start, lengthBytes);
        try {
            md5.digest(digest, 0, digest.length);
        } catch (DigestException e) {
            throw new IllegalStateException("an MD5 has 16 bytes", e);
        }
        return new HashKey(numbers.getLong(0), numbers.getLong(Long.BYTES));
    }
}
