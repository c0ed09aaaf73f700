package io.hydrant.benchmarks.conversion;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;

import java.io.IOException;
import java.time.Instant;

/// Trips by Jackson's streaming parser. For one thread.
final class TripParser {
    private static final int TIME_LENGTH = "2016-01-01T00:00:00.000Z".length();

    private final JsonFactory json =
            JsonFactory.builder().enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER).build();

    void parse(byte[] bytes, int offset, int length, Trip trip) throws IOException {
        trip.clear();
        try (JsonParser parser = json.createParser(bytes, offset, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("a trip must be an object but begins with another token");
            }
            for (String name = parser.nextFieldName();
                    name != null;
                    name = parser.nextFieldName()) {
                parser.nextToken();
                take(name, parser, trip);
            }
        }
    }

    private static void take(String name, JsonParser parser, Trip trip) throws IOException {
        switch (name) {
            case "pickup_latitude" -> trip.pickupLatitude = parser.getDoubleValue();
            case "pickup_longitude" -> trip.pickupLongitude = parser.getDoubleValue();
            case "dropoff_latitude" -> trip.dropoffLatitude = parser.getDoubleValue();
            case "dropoff_longitude" -> trip.dropoffLongitude = parser.getDoubleValue();
            case "trip_id" -> trip.id = parser.getLongValue();
            case "trip_distance" -> trip.distance = parser.getDoubleValue();
            case "passenger_count" -> trip.passengerCount = parser.getIntValue();
            case "pickup_datetime" -> trip.pickupMillis = millis(parser);
            case "dropoff_datetime" -> trip.dropoffMillis = millis(parser);
            case "total_amount" -> trip.total = parser.getDoubleValue();
            case "type" -> trip.ofTypeTrip = parser.getText().equals("trip");
            default -> parser.skipChildren();
        }
    }

    /// Milliseconds since 1970 of `2016-01-01T00:00:00.000Z`, without an object for the usual form.
    private static long millis(JsonParser parser) throws IOException {
        char[] text = parser.getTextCharacters();
        int from = parser.getTextOffset();
        if (parser.getTextLength() != TIME_LENGTH || text[from + TIME_LENGTH - 1] != 'Z') {
            return Instant.parse(parser.getText()).toEpochMilli();
        }
        int year = number(text, from, 4);
        int month = number(text, from + 5, 2);
        int day = number(text, from + 8, 2);
        long seconds = daysSince1970(year, month, day) * 86_400;
        seconds += number(text, from + 11, 2) * 3600L;
        seconds += number(text, from + 14, 2) * 60L + number(text, from + 17, 2);
        return seconds * 1000 + number(text, from + 20, 3);
    }

    private static int number(char[] text, int from, int digits) {
        int number = 0;
        for (int i = from; i < from + digits; i++) {
            number = number * 10 + text[i] - '0';
        }
        return number;
    }

    /// Counts in years that begin in March, so that a leap day is the last of its year.
    private static long daysSince1970(int year, int month, int day) {
        long years = month > 2 ? year : year - 1;
        int months = month > 2 ? month - 3 : month + 9;
        long leapDays = years / 4 - years / 100 + years / 400;
        return years * 365 + leapDays + (months * 153 + 2) / 5 + day - 719_469;
    }
}
