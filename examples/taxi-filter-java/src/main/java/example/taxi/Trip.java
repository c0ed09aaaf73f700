package example.taxi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// What a record must be to count as a trip: a JSON object of type `trip` whose four coordinates
/// are numbers other than zero.
final class Trip {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<String> COORDINATES =
            Set.of("pickup_longitude", "pickup_latitude", "dropoff_longitude", "dropoff_latitude");

    private Trip() {}

    /// What is wrong with a record; empty for a trip.
    static Optional<String> whySpurious(byte[] data) {
        if (data.length > DeliveryPuts.RECORD_BYTES_MAX) {
            return Optional.of("longer than a delivery stream takes");
        }
        try (JsonParser json = JSON.createParser(data)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Optional.of("no JSON object");
            }
            Optional<String> reason = whySpurious(json);
            return json.nextToken() == null ? reason : Optional.of("more than one JSON object");
        } catch (IOException e) {
            return Optional.of("no JSON");
        }
    }

    /// Reads the object to its end: what breaks off is no trip.
    private static Optional<String> whySpurious(JsonParser json) throws IOException {
        boolean trip = false;
        Set<String> places = new LinkedHashSet<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            if (name.equals("type")) {
                trip = value == JsonToken.VALUE_STRING && json.getText().equals("trip");
            } else if (COORDINATES.contains(name)) {
                places.remove(name); // the last of a name counts
                if (value.isNumeric() && json.getDoubleValue() != 0) {
                    places.add(name);
                }
            }
            json.skipChildren();
        }
        if (!trip) {
            return Optional.of("no trip");
        }
        return places.size() == COORDINATES.size()
                ? Optional.empty()
                : Optional.of("a coordinate is zero or missing");
    }
}
