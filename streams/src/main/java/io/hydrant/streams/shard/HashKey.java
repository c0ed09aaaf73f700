package io.hydrant.streams.shard;

import io.hydrant.kernel.error.InvalidArgument;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// A place in the space that shards divide: an unsigned number of 128 bits.
///
/// Source: Kinesis Data Streams API Reference, PutRecord: the MD5 of the partition key's UTF-8
/// bytes, unless the record names its hash key itself.
///
/// @param high the upper 64 bits, unsigned
/// @param low the lower 64 bits, unsigned
public record HashKey(long high, long low) implements Comparable<HashKey> {
    public static final HashKey MIN = new HashKey(0, 0);
    public static final HashKey MAX = new HashKey(-1, -1);

    /// Where records of a partition key go.
    ///
    /// @param partitionKey UTF-8
    public static HashKey ofPartitionKey(byte[] partitionKey) {
        return ofPartitionKey(partitionKey, 0, partitionKey.length);
    }

    public static HashKey ofPartitionKey(byte[] text, int offset, int lengthBytes) {
        MessageDigest md5 = md5();
        md5.update(text, offset, lengthBytes);
        ByteBuffer digest = ByteBuffer.wrap(md5.digest());
        return new HashKey(digest.getLong(), digest.getLong());
    }

    /// @throws InvalidArgument when the number is negative or has more than 128 bits
    public static HashKey of(BigInteger value) {
        if (value.signum() < 0 || value.bitLength() > 128) {
            throw new InvalidArgument("hash key must be 0 to 2^128 - 1 but was " + value);
        }
        return new HashKey(value.shiftRight(64).longValue(), value.longValue());
    }

    public BigInteger toBigInteger() {
        return new BigInteger(1, ByteBuffer.allocate(16).putLong(high).putLong(low).array());
    }

    @Override
    public int compareTo(HashKey other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    /// Decimal, as the wire shows it.
    @Override
    public String toString() {
        return toBigInteger().toString();
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
