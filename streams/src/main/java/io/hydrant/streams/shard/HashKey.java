package io.hydrant.streams.shard;

import io.hydrant.kernel.error.InvalidArgument;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

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

    private static final byte[] MAX_DIGITS =
            "340282366920938463463374607431768211455".getBytes(StandardCharsets.US_ASCII);

    /// Where records of a partition key go.
    ///
    /// @param partitionKey UTF-8
    public static HashKey ofPartitionKey(byte[] partitionKey) {
        return ofPartitionKey(partitionKey, 0, partitionKey.length);
    }

    public static HashKey ofPartitionKey(byte[] text, int offset, int lengthBytes) {
        return new PartitionKeyHash().of(text, offset, lengthBytes);
    }

    /// Whether the text is a hash key as [#toString()] writes it.
    public static boolean isDecimal(byte[] text, int start, int lengthBytes) {
        if (lengthBytes < 1
                || lengthBytes > MAX_DIGITS.length
                || text[start] == '0' && lengthBytes > 1) {
            return false;
        }
        int end = start + lengthBytes;
        for (int at = start; at < end; at++) {
            if (text[at] < '0' || text[at] > '9') {
                return false;
            }
        }
        return lengthBytes < MAX_DIGITS.length
                || Arrays.compare(text, start, end, MAX_DIGITS, 0, lengthBytes) <= 0;
    }

    /// Reads text that [#isDecimal] holds of.
    public static HashKey ofDecimal(byte[] text, int start, int lengthBytes) {
        long high = 0;
        long low = 0;
        for (int at = start; at < start + lengthBytes; at++) {
            long product = low * 10;
            high = high * 10 + Math.unsignedMultiplyHigh(low, 10);
            low = product + (text[at] - '0');
            if (Long.compareUnsigned(low, product) < 0) {
                high++;
            }
        }
        return new HashKey(high, low);
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
}
