package io.hydrant.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

class TaxiTripsTest {
    private static final List<byte[]> TRIPS = TaxiTrips.records();

    @Test
    void showsATripAsTheFleetWouldSendIt() {
        assertThat(new String(TRIPS.getFirst(), StandardCharsets.UTF_8))
                .startsWith("{\"vendor_id\":\"")
                .contains(
                        "\"pickup_datetime\":\"2010-01-",
                        ".000Z\"",
                        "\"trip_id\":1,\"type\":\"trip\"}\n");
    }

    @Test
    void writesEveryTripAsOneJsonLineWithNumbersAsNumbers() throws IOException {
        ObjectMapper json = new ObjectMapper();
        Set<Integer> ids = new HashSet<>();
        for (byte[] record : TRIPS) {
            String text = new String(record, StandardCharsets.UTF_8);
            assertThat(text.indexOf('\n')).isEqualTo(text.length() - 1);
            JsonNode trip = json.readTree(record);
            assertThat(trip.path("fare_amount").isNumber()).isTrue();
            assertThat(trip.path("passenger_count").isIntegralNumber()).isTrue();
            assertThat(text).doesNotContain("E-", ":null", ":\"\"");
            ids.add(trip.path("trip_id").asInt());
        }
        assertThat(ids).hasSize(3_528);
    }

    @Test
    void sendsTripsInTheOrderInWhichTheyEnded() throws IOException {
        ObjectMapper json = new ObjectMapper();
        String last = "";
        for (byte[] record : TRIPS) {
            String dropoff = json.readTree(record).path("dropoff_datetime").asText();
            assertThat(dropoff).isGreaterThanOrEqualTo(last);
            last = dropoff;
        }
    }
}
