package io.hydrant.observability.api;

import io.hydrant.observability.logs.run.EventPlace;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/// An event's id: its place as a number of 56 digits, so that ids of a stream rise with time.
///
/// ```
/// timestamp (42 bits) | stream (64 bits) | sequence (80 bits)
/// ```
final class EventId {
    private static final Pattern SHAPE = Pattern.compile("[0-9]{56}");
    private static final int STREAM_BITS = 64;
    private static final int SEQUENCE_BITS = 80;
    private static final int TIMESTAMP_BITS = 42;

    private EventId() {}

    static String text(EventPlace place) {
        BigInteger number =
                BigInteger.valueOf(place.timestamp())
                        .shiftLeft(STREAM_BITS)
                        .or(BigInteger.valueOf(Math.max(0, place.stream())))
                        .shiftLeft(SEQUENCE_BITS)
                        .or(BigInteger.valueOf(place.sequence()));
        String digits = number.toString();
        return "0".repeat(Math.max(0, 56 - digits.length())) + digits;
    }

    /// Empty when no event can have this id.
    static Optional<EventPlace> place(String text) {
        if (!SHAPE.matcher(text).matches()) {
            return Optional.empty();
        }
        BigInteger number = new BigInteger(text);
        BigInteger sequence = low(number, SEQUENCE_BITS);
        BigInteger stream = low(number.shiftRight(SEQUENCE_BITS), STREAM_BITS);
        BigInteger timestamp = number.shiftRight(SEQUENCE_BITS + STREAM_BITS);
        if (sequence.bitLength() >= Long.SIZE
                || stream.bitLength() >= Long.SIZE
                || timestamp.bitLength() > TIMESTAMP_BITS) {
            return Optional.empty();
        }
        return Optional.of(
                new EventPlace(timestamp.longValue(), stream.longValue(), sequence.longValue()));
    }

    private static BigInteger low(BigInteger number, int bits) {
        return number.and(BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE));
    }
}
