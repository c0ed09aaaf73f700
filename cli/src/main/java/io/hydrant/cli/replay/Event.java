package io.hydrant.cli.replay;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Something that happened: a record to send, and when it is due.
///
/// @param timeMillis event time, milliseconds since 1970
/// @param text the JSON object and a newline; for a trip without its number and what follows that
/// @param trip whether the number is still to be added: it is known once the events are in order
@SuppressWarnings("ArrayRecordComponent") // never compared
record Event(long timeMillis, byte[] text, boolean trip) {
    /// The record to send.
    ///
    /// @param number of the event in the order of the replay, from 1
    byte[] record(long number) {
        if (!trip) {
            return text;
        }
        byte[] tail =
                (",\"trip_id\":" + number + ",\"type\":\"trip\"}\n")
                        .getBytes(StandardCharsets.US_ASCII);
        byte[] whole = Arrays.copyOf(text, text.length + tail.length);
        System.arraycopy(tail, 0, whole, text.length, tail.length);
        return whole;
    }
}
