package io.hydrant.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.hydrant.cli.producer.PartitionKeys;
import io.hydrant.cli.replay.Replay;
import io.hydrant.cli.replay.ReplayPlan;
import io.hydrant.cli.replay.Speed;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

class SourceTripsTest {
    private final SourceTrips source = SourceTrips.read();

    @Test
    void countsWhatGoesInAndWhatMustComeThrough() {
        assertThat(source.tripCount()).isEqualTo(3_528);
        assertThat(source.spuriousCount()).isEqualTo(71);
        assertThat(source.eventCount()).isEqualTo(3_599);
        assertThat(source.unusableCount()).isEqualTo(90);
        assertThat(source.kept()).hasSize(3_438);
    }

    @Test
    void numbersTripsAsTheReplayDoes() throws Exception {
        List<JsonNode> events = replayed();

        assertThat(events).hasSize(source.eventCount());
        for (SourceTrips.Trip trip : source.kept()) {
            JsonNode event = events.get((int) trip.id() - 1);
            assertThat(event.path("trip_id").asLong()).isEqualTo(trip.id());
            assertThat(event.path("pickup_datetime").asText())
                    .isEqualTo(trip.text("pickup_datetime").replace(' ', 'T') + ".000Z");
            assertThat(event.path("total_amount").asDouble())
                    .isEqualTo(trip.number("total_amount"));
            assertThat(source.find(trip.id())).contains(trip);
        }
    }

    @Test
    void mixesInWatermarksAndEachCoordinateAsZero() throws Exception {
        Set<String> kinds = new HashSet<>();
        for (JsonNode event : replayed()) {
            if (!event.has("vendor_id")) {
                assertThat(source.find(event.path("trip_id").asLong())).isEmpty();
                kinds.add(
                        event.path("type").asText()
                                + event.path("pickup_longitude").asInt(9)
                                + event.path("pickup_latitude").asInt(9)
                                + event.path("dropoff_longitude").asInt(9)
                                + event.path("dropoff_latitude").asInt(9));
            }
        }
        assertThat(kinds)
                .containsExactlyInAnyOrder(
                        "watermark9999",
                        "trip040-7340",
                        "trip-730-7340",
                        "trip-7340040",
                        "trip-7340-730");
    }

    private List<JsonNode> replayed() throws InterruptedException, IOException {
        ReplayPlan plan =
                new ReplayPlan(
                        new ReplayPlan.Reading("dropoff_datetime", false, false, Optional.empty()),
                        Speed.MAX,
                        Long.MAX_VALUE,
                        PartitionKeys.hash());
        ObjectMapper json = new ObjectMapper();
        List<JsonNode> events = new ArrayList<>();
        try (Replay replay = Replay.open(source.source(), plan)) {
            Optional<byte[]> next = replay.preview();
            while (next.isPresent()) {
                events.add(json.readTree(next.get()));
                next = replay.preview();
            }
        }
        return events;
    }
}
