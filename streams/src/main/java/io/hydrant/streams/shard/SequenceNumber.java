package io.hydrant.streams.shard;

import io.hydrant.kernel.error.InvalidArgument;

import java.math.BigInteger;
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
    private static final int RECORD_BITS = 14;
    private static final Pattern SHAPE = Pattern.compile("[1-9]\\d{54,56}");

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
        String hex = new BigInteger(text).toString(16);
        boolean known =
                hex.length() == 47
                        && hex.charAt(0) == '2'
                        && hex.startsWith("00", 27)
                        && hex.charAt(46) == '2'
                        && hex.charAt(11) < '8'
                        && hex.charAt(10) == hex.charAt(45);
        if (!known) {
            return Optional.empty();
        }
        return Optional.of(
                new SequenceNumber(
                        Long.parseLong(hex, 1, 10, 16),
                        new ShardId(Long.parseLong(hex, 38, 46, 16)),
                        Long.parseLong(hex, 11, 27, 16),
                        Long.parseLong(hex, 29, 38, 16)));
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
        String hex =
                "2%09x%01x%016x00%09x%08x2"
                        .formatted(
                                shardCreatedSeconds,
                                shard.index() & 0xf,
                                index,
                                seconds,
                                shard.index());
        return new BigInteger(hex, 16);
    }

    @Override
    public int compareTo(SequenceNumber other) {
        return toBigInteger().compareTo(other.toBigInteger());
    }

    /// Decimal, as the wire shows it.
    @Override
    public String toString() {
        return toBigInteger().toString();
    }
}
