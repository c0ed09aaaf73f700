package io.hydrant.cli.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;

/// Events that are no trips, or no usable ones, for the function to drop: watermarks, and trips
/// that have a zero in place of a coordinate.
final class SpuriousEvents {
    /// One of so many trips has a spurious event behind it.
    private static final int EVERY = 50;

    private static final List<String> COORDINATES =
            List.of("pickup_longitude", "pickup_latitude", "dropoff_longitude", "dropoff_latitude");

    /// @param time as the source of the trips writes it
    /// @param line the JSON object and a newline
    record Spurious(String time, String line) {}

    private SpuriousEvents() {}

    /// Events at the times of trips.
    ///
    /// @param times when trips ended
    static List<Spurious> among(List<String> times) {
        List<Spurious> events = new ArrayList<>();
        for (int trip = 0; trip < times.size(); trip += EVERY) {
            String time = times.get(trip);
            events.add(new Spurious(time, event(time, events.size()) + "\n"));
        }
        return events;
    }

    private static ObjectNode event(String time, int number) {
        ObjectNode event = JsonNodeFactory.instance.objectNode().put("dropoff_datetime", time);
        int kind = number % (COORDINATES.size() + 1);
        if (kind == COORDINATES.size()) {
            return event.put("type", "watermark").put("watermark", time);
        }
        for (int i = 0; i < COORDINATES.size(); i++) {
            double place = COORDINATES.get(i).endsWith("longitude") ? -73.98 : 40.75;
            event.put(COORDINATES.get(i), i == kind ? 0 : place);
        }
        return event.put("trip_id", -1 - number).put("type", "trip");
    }
}
