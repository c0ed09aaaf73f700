package io.hydrant.cli.demo;

import io.hydrant.cli.demo.SpuriousEvents.Spurious;
import io.hydrant.cli.source.Source;
import io.hydrant.cli.source.SourceObject;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What the demo replays, and what must become of it by the file alone: read here once more, line
/// by line, so that an error of the replay, the function, the delivery or a query shows.
public final class SourceTrips {
    private static final String TIME = "dropoff_datetime";
    private static final List<String> COORDINATES =
            List.of("pickup_longitude", "pickup_latitude", "dropoff_longitude", "dropoff_latitude");

    private final List<Trip> kept;
    private final Map<Long, Trip> byId = new HashMap<>();
    private final List<Spurious> spurious;
    private final int tripCount;

    /// A row of the file.
    ///
    /// @param id its place in the replay, from 1
    public record Trip(long id, Map<String, String> fields) {
        public String text(String column) {
            return fields.get(column);
        }

        /// As a `double` holds it.
        public double number(String column) {
            return Double.parseDouble(fields.get(column));
        }

        private boolean usable() {
            return COORDINATES.stream()
                    .allMatch(column -> !fields.get(column).isEmpty() && number(column) != 0);
        }
    }

    private SourceTrips(List<Trip> trips, List<Spurious> spurious) {
        this.kept = trips.stream().filter(Trip::usable).toList();
        this.spurious = spurious;
        this.tripCount = trips.size();
        kept.forEach(trip -> byId.put(trip.id(), trip));
    }

    public static SourceTrips read() {
        List<Map<String, String>> rows = rows(TaxiTrips.lines());
        List<String> times = new ArrayList<>(rows.stream().map(row -> row.get(TIME)).toList());
        List<Spurious> spurious = SpuriousEvents.among(times);
        spurious.forEach(event -> times.add(event.time()));
        long[] ids = places(times);
        List<Trip> trips = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            trips.add(new Trip(ids[row], rows.get(row)));
        }
        return new SourceTrips(trips, spurious);
    }

    private static List<Map<String, String>> rows(List<String> lines) {
        String[] columns = lines.getFirst().split(",", -1);
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(",", -1);
            Map<String, String> row = new HashMap<>();
            for (int column = 0; column < columns.length; column++) {
                row.put(columns[column], fields[column].strip());
            }
            rows.add(row);
        }
        return rows;
    }

    /// The place of each event, from 1, when all are in the order of their times; of one time, in
    /// the order in which they are read.
    private static long[] places(List<String> times) {
        List<Integer> order =
                IntStream.range(0, times.size())
                        .boxed()
                        .sorted(Comparator.comparing(times::get))
                        .toList();
        long[] places = new long[times.size()];
        for (int place = 0; place < order.size(); place++) {
            places[order.get(place)] = place + 1L;
        }
        return places;
    }

    /// What is replayed: the trips, then the spurious events.
    public Source source() {
        byte[] lines =
                spurious.stream()
                        .map(Spurious::line)
                        .collect(Collectors.joining())
                        .getBytes(StandardCharsets.UTF_8);
        SourceObject trips = TaxiTrips.packed();
        SourceObject events =
                new SourceObject(
                        "spurious-events.json",
                        lines.length,
                        () -> new ByteArrayInputStream(lines));
        return new Source(trips.name(), List.of(trips, events));
    }

    /// Trips that the function passes on.
    public List<Trip> kept() {
        return kept;
    }

    /// A trip that the function passes on.
    public Optional<Trip> find(long id) {
        return Optional.ofNullable(byId.get(id));
    }

    /// Trips and spurious events.
    public int eventCount() {
        return tripCount + spurious.size();
    }

    public int tripCount() {
        return tripCount;
    }

    public int spuriousCount() {
        return spurious.size();
    }

    /// Trips of the file that the function drops, beside the spurious events.
    public int unusableCount() {
        return tripCount - kept.size();
    }
}
