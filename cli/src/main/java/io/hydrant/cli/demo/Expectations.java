package io.hydrant.cli.demo;

import io.hydrant.cli.demo.SourceTrips.Trip;
import io.hydrant.cli.terminal.CommandFailed;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What the table must answer, by the source alone.
final class Expectations {
    private static final int HOUR_BEGIN = "2010-01-26 ".length();
    private static final int DECIMALS = 2;
    private static final List<String> DOUBLES =
            List.of(
                    "pickup_latitude",
                    "pickup_longitude",
                    "dropoff_latitude",
                    "dropoff_longitude",
                    "trip_distance",
                    "total_amount");
    private static final List<String> TIMES = List.of("pickup_datetime", "dropoff_datetime");

    private final SourceTrips source;

    Expectations(SourceTrips source) {
        this.source = source;
    }

    /// Rows as they are, whichever they are: each is a trip of the source in every column.
    ///
    /// @return how many values were compared
    int checkRows(Answer answer, int rowCount) {
        Comparison comparison = new Comparison();
        comparison.number("rows", rowCount, Optional.of("" + answer.rows().size()));
        for (int row = 0; row < answer.rows().size(); row++) {
            Optional<String> id = answer.value(row, "trip_id");
            Optional<Trip> trip = id.map(Long::valueOf).flatMap(source::find);
            if (trip.isEmpty()) {
                comparison.text("row " + (row + 1), "a trip of the source", trip(id));
            } else {
                checkRow(comparison, answer, row, trip.get());
            }
        }
        comparison.requireEqual();
        return comparison.comparedCount();
    }

    private static Optional<String> trip(Optional<String> id) {
        return Optional.of("trip " + id.orElse("without a trip_id"));
    }

    private static void checkRow(Comparison comparison, Answer answer, int row, Trip trip) {
        String of = " of trip " + trip.id();
        for (String column : DOUBLES) {
            comparison.number(
                    column + of,
                    BigDecimal.valueOf(trip.number(column)),
                    answer.value(row, column));
        }
        comparison.number(
                "passenger_count" + of,
                new BigDecimal(trip.text("passenger_count")),
                answer.value(row, "passenger_count"));
        for (String column : TIMES) {
            comparison.text(column + of, trip.text(column) + ".000", answer.value(row, column));
        }
    }

    /// @throws CommandFailed which says so when there are more trips than there should be
    int checkCount(Answer answer) {
        long expected = source.kept().size();
        Comparison comparison = new Comparison();
        Optional<String> trips = answer.value(0, "trips");
        Optional<String> different = answer.value(0, "different_trips");
        comparison.number("trips", expected, trips);
        comparison.number("different trips", expected, different);
        if (!trips.equals(different)) {
            throw new CommandFailed(
                    ("the table has %s trips, %s of them different; the source has %,d. Some came"
                                    + " more than once: a function gets its events at least once,"
                                    + " and again when a try failed")
                            .formatted(trips.orElse("no"), different.orElse("none"), expected));
        }
        comparison.requireEqual();
        return comparison.comparedCount();
    }

    int checkHours(Answer answer) {
        Map<Integer, List<Trip>> hours =
                source.kept().stream()
                        .collect(
                                Collectors.groupingBy(
                                        Expectations::hour, TreeMap::new, Collectors.toList()));
        Comparison comparison = new Comparison();
        comparison.number("hours", hours.size(), Optional.of("" + answer.rows().size()));
        int row = 0;
        for (Map.Entry<Integer, List<Trip>> hour : hours.entrySet()) {
            checkHour(comparison, answer, row++, hour);
        }
        comparison.requireEqual();
        return comparison.comparedCount();
    }

    private static void checkHour(
            Comparison comparison, Answer answer, int row, Map.Entry<Integer, List<Trip>> hour) {
        List<Trip> trips = hour.getValue();
        String of = " of hour %02d".formatted(hour.getKey());
        BigDecimal amount = sum(trips, "total_amount");
        BigDecimal miles = sum(trips, "trip_distance");
        comparison.number("hour " + hour.getKey(), hour.getKey(), answer.value(row, "pickup_hour"));
        comparison.number("trips" + of, trips.size(), answer.value(row, "trips"));
        comparison.number(
                "passengers" + of, sum(trips, "passenger_count"), answer.value(row, "passengers"));
        comparison.number(
                "total_amount" + of, rounded(amount, 1), answer.value(row, "total_amount"));
        comparison.number(
                "average_amount" + of,
                rounded(amount, trips.size()),
                answer.value(row, "average_amount"));
        comparison.number(
                "average_miles" + of,
                rounded(miles, trips.size()),
                answer.value(row, "average_miles"));
    }

    private static int hour(Trip trip) {
        return Integer.parseInt(trip.text("pickup_datetime").substring(HOUR_BEGIN, HOUR_BEGIN + 2));
    }

    private static BigDecimal sum(List<Trip> trips, String column) {
        return trips.stream()
                .map(trip -> BigDecimal.valueOf(trip.number(column)))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal rounded(BigDecimal sum, int count) {
        return sum.divide(BigDecimal.valueOf(count), DECIMALS, RoundingMode.HALF_UP);
    }
}
