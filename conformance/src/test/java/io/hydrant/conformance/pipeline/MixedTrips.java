package io.hydrant.conformance.pipeline;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Real trips with spurious ones in between.
final class MixedTrips {
    /// One of so many trips has a spurious copy behind it.
    private static final int SPURIOUS_EVERY = 10;

    private static final List<String> COORDINATES =
            List.of("pickup_longitude", "pickup_latitude", "dropoff_longitude", "dropoff_latitude");
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private MixedTrips() {}

    /// Those that must arrive.
    static List<byte[]> clean() {
        return TaxiTable.TRIPS.stream().filter(trip -> isClean(parse(trip))).toList();
    }

    /// A file for `hydrant replay`.
    static Path write(Path file) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        int spurious = 0;
        for (int i = 0; i < TaxiTable.TRIPS.size(); i++) {
            lines.writeBytes(TaxiTable.TRIPS.get(i));
            if (i % SPURIOUS_EVERY == 0) {
                String copy = spoilt(parse(TaxiTable.TRIPS.get(i)), spurious++) + "\n";
                lines.writeBytes(copy.getBytes(StandardCharsets.UTF_8));
            }
        }
        try {
            return Files.write(file, lines.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Records that are no events at all; a replay would not send them.
    static List<String> noEvents() {
        List<String> records = new ArrayList<>(List.of("no JSON", "{\"type\":\"trip\"", "[]", "7"));
        records.add("\u00ff".repeat(100));
        return records;
    }

    private static ObjectNode spoilt(ObjectNode trip, int kind) {
        trip.put("trip_id", -1 - kind);
        String coordinate = COORDINATES.get(kind % COORDINATES.size());
        return switch (kind / COORDINATES.size() % 5) {
            case 0 -> trip.put(coordinate, 0);
            case 1 -> trip.put(coordinate, 0.0);
            case 2 -> trip.putNull(coordinate);
            case 3 -> trip.without(coordinate);
            default -> trip.put("type", "watermark");
        };
    }

    private static boolean isClean(JsonNode trip) {
        return trip.path("type").asText().equals("trip")
                && COORDINATES.stream()
                        .map(trip::path)
                        .allMatch(value -> value.isNumber() && value.decimalValue().signum() != 0);
    }

    private static ObjectNode parse(byte[] trip) {
        try {
            return (ObjectNode) JSON.readTree(trip);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
