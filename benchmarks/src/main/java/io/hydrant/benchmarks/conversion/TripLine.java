package io.hydrant.benchmarks.conversion;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Finds what decides about a trip's partition in its line, without parsing the rest: the trips of
/// the input have no white space, and no text that looks like a name.
final class TripLine {
    private static final byte[] ID = "\"trip_id\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TYPE = "\"type\":\"trip\"".getBytes(StandardCharsets.US_ASCII);

    private TripLine() {}

    static boolean isTrip(byte[] bytes, int offset, int length) {
        return behind(TYPE, bytes, offset, offset + length) > 0;
    }

    /// Which of so many partitions a trip goes to.
    static int partition(byte[] bytes, int offset, int length, int count) throws IOException {
        int end = offset + length;
        int at = behind(ID, bytes, offset, end);
        if (at < 0) {
            throw new IOException("a trip must have an id but is of " + length + " bytes without");
        }
        long id = 0;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            id = id * 10 + bytes[at++] - '0';
        }
        return (int) (id / 10 % count);
    }

    /// Where what follows the name begins; -1 if it is not there.
    private static int behind(byte[] name, byte[] bytes, int from, int end) {
        for (int at = from; at <= end - name.length; at++) {
            if (bytes[at] == name[0]) {
                int same = 1;
                while (same < name.length && bytes[at + same] == name[same]) {
                    same++;
                }
                if (same == name.length) {
                    return at + same;
                }
            }
        }
        return -1;
    }
}
