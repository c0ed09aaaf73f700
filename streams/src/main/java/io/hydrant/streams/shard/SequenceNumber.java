package io.hydrant.streams.shard;

import io.hydrant.kernel.error.InvalidArgument;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Pattern;

/// The number of a record, unique in its stream and rising in its shard.
///
/// Written in decimal; in hexadecimal its 47 digits are, from the left:
///
/// ```
/// 2         1 digit
/// created   9 digits   the shard's creation, seconds since 1970
/// nibble    1 digit    the lowest digit of the shard's index
/// index    16 digits   0: the shard's start; 7fff...: its end; else 1 + offset * 2^14 + record
/// 00        2 digits
/// time      9 digits   the record's arrival, seconds since 1970
/// shard     8 digits   the shard's index
/// 2         1 digit    the version of this format
/// ```
///
/// So the record's place can be read from its number, and numbers need not be kept. The outer form
/// is the service's own, as its numbers have been decoded by others.
///
/// @param shardCreatedSeconds of the shard, since 1970; greater than that of its parents
/// @param index 0 to 2^63 - 1
/// @param seconds arrival of the record, since 1970
public record SequenceNumber(long shardCreatedSeconds, ShardId shard, long index, long seconds)
        implements Comparable<SequenceNumber> {
    private static final long SECONDS_MAX = (1L << 36) - 1;
    private static final long SHARD_MAX = (1L << 32) - 1;
    private static final long VERSION = 2;
    private static final int BITS = 186;
    private static final int RECORD_BITS = 14;
    private static final Pattern SHAPE = Pattern.compile("[1-9]\\d{55}");

    public SequenceNumber {
        if (shardCreatedSeconds < 0
                || shardCreatedSeconds > SECONDS_MAX
                || seconds < 0
                || seconds > SECONDS_MAX
                || index < 0) {
            throw new InvalidArgument(
                    "no sequence number has creation %d, index %d, time %d"
                            .formatted(shardCreatedSeconds, index, seconds));
        }
    }

    /// Where a shard starts: no record has this number, all of the shard's are greater.
    public static SequenceNumber start(long shardCreatedSeconds, ShardId shard) {
        return new SequenceNumber(shardCreatedSeconds, shard, 0, shardCreatedSeconds);
    }

    /// Where a closed shard ends: no record has this number, all of the shard's are less.
    public static SequenceNumber end(long shardCreatedSeconds, ShardId shard, long closedSeconds) {
        return new SequenceNumber(shardCreatedSeconds, shard, Long.MAX_VALUE, closedSeconds);
    }

    public static SequenceNumber of(
            long shardCreatedSeconds, ShardId shard, RecordPosition position, long seconds) {
        long index = 1 + (position.offset() << RECORD_BITS | position.record());
        return new SequenceNumber(shardCreatedSeconds, shard, index, seconds);
    }

    /// Empty when the text is not a number this class writes.
    public static Optional<SequenceNumber> parse(String text) {
        if (!SHAPE.matcher(text).matches()) {
            return Optional.empty();
        }
        BigInteger value = new BigInteger(text);
        long low = value.longValue();
        long middle = value.shiftRight(64).longValue();
        long high = value.shiftRight(128).longValue();
        long shard = low >>> 4 & SHARD_MAX;
        boolean known =
                value.bitLength() == BITS
                        && high >>> 56 == VERSION
                        && (low & 0xf) == VERSION
                        && (middle >>> 8 & 0xff) == 0
                        && (high >>> 15 & 1) == 0
                        && (high >>> 16 & 0xf) == (shard & 0xf);
        if (!known) {
            return Optional.empty();
        }
        return Optional.of(
                new SequenceNumber(
                        high >>> 20 & SECONDS_MAX,
                        new ShardId(shard),
                        high << 48 | middle >>> 16,
                        (middle & 0xff) << 28 | low >>> 36));
    }

    public boolean isStart() {
        return index == 0;
    }

    public boolean isEnd() {
        return index == Long.MAX_VALUE;
    }

    /// Where the record lies; the shard's first record for its start. A shard's end has none.
    public RecordPosition position() {
        if (isEnd()) {
            throw new InvalidArgument("the end of " + shard + " is at no record");
        }
        if (isStart()) {
            return RecordPosition.START;
        }
        long place = index - 1;
        int record = (int) (place & (1 << RECORD_BITS) - 1);
        return new RecordPosition(place >>> RECORD_BITS, Math.min(record, 10_000));
    }

    public BigInteger toBigInteger() {
        ByteBuffer bytes = ByteBuffer.allocate(3 * Long.BYTES);
        bytes.putLong(high()).putLong(middle()).putLong(low());
        return new BigInteger(1, bytes.array());
    }

    /// Bits 128 to 187: version, creation, nibble and the index' upper 16.
    long high() {
        return VERSION << 56
                | shardCreatedSeconds << 20
                | (shard.index() & 0xf) << 16
                | index >>> 48;
    }

    /// Bits 64 to 127.
    long middle() {
        return index << 16 | seconds >>> 28;
    }

    /// Bits 0 to 63.
    long low() {
        return seconds << 36 | shard.index() << 4 | VERSION;
    }

    @Override
    public int compareTo(SequenceNumber other) {
        int byHigh = Long.compare(high(), other.high());
        if (byHigh != 0) {
            return byHigh;
        }
        int byMiddle = Long.compareUnsigned(middle(), other.middle());
        return byMiddle != 0 ? byMiddle : Long.compareUnsigned(low(), other.low());
    }

    /// Decimal, as the wire shows it.
    @Override
    public String toString() {
        return new SequenceDigits().startAt(this).toString();
    }
}
