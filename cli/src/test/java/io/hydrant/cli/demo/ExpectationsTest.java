package io.hydrant.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.cli.client.Queries.Column;
import io.hydrant.cli.demo.SourceTrips.Trip;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class ExpectationsTest {
    private static final List<String> TRIP_COLUMNS =
            List.of(
                    "pickup_latitude",
                    "pickup_longitude",
                    "dropoff_latitude",
                    "dropoff_longitude",
                    "trip_id",
                    "trip_distance",
                    "passenger_count",
                    "pickup_datetime",
                    "dropoff_datetime",
                    "total_amount");

    /// Trips, passengers, amounts and miles of the first hours, computed once with another program
    /// from the rows whose coordinates are not zero.
    private static final List<String> FIRST_HOURS =
            List.of("0 288 532 4534.18 15.74 3.35", "1 307 483 4548.76 14.82 3.34");

    private static final SourceTrips SOURCE = SourceTrips.read();
    private static final Expectations EXPECTATIONS = new Expectations(SOURCE);

    @Test
    void takesTheCountOfTheSource() {
        assertThat(EXPECTATIONS.checkCount(count("3438", "3438"))).isEqualTo(2);
    }

    @Test
    void tellsThatTripsAreMissing() {
        assertThatThrownBy(() -> EXPECTATIONS.checkCount(count("3437", "3437")))
                .hasMessageContaining("trips: 3438 by the source, 3437 by the table");
    }

    @Test
    void saysPlainlyThatTripsCameTwice() {
        assertThatThrownBy(() -> EXPECTATIONS.checkCount(count("3538", "3438")))
                .hasMessage(
                        "the table has 3538 trips, 3438 of them different; the source has 3,438."
                                + " Some came more than once: a function gets its events at least"
                                + " once, and again when a try failed");
    }

    @Test
    void takesRowsThatAreTripsOfTheSource() {
        assertThat(EXPECTATIONS.checkRows(rows(Map.of()), 10)).isEqualTo(1 + 10 * 9);
    }

    @Test
    void tellsAValueThatIsNotThatOfItsTrip() {
        Trip first = SOURCE.kept().getFirst();

        assertThatThrownBy(() -> EXPECTATIONS.checkRows(rows(Map.of("total_amount", "7.77")), 10))
                .hasMessageContaining(
                        "total_amount of trip %d: %s by the source, 7.77 by the table"
                                .formatted(first.id(), first.number("total_amount")));
        assertThatThrownBy(
                        () ->
                                EXPECTATIONS.checkRows(
                                        rows(Map.of("pickup_datetime", "2010-01-01 00:00:00.001")),
                                        10))
                .hasMessageContaining("2010-01-01 00:00:00.001 by the table");
    }

    @Test
    void tellsARowThatIsNoTripOfTheSource() {
        assertThatThrownBy(() -> EXPECTATIONS.checkRows(rows(Map.of("trip_id", "-1")), 10))
                .hasMessageContaining("row 1: a trip of the source by the source, trip -1 by");
    }

    @Test
    void tellsThatRowsAreMissing() {
        assertThatThrownBy(() -> EXPECTATIONS.checkRows(rows(Map.of()), 11))
                .hasMessageContaining("rows: 11 by the source, 10 by the table");
    }

    @Test
    void computesHoursFromTheSource() {
        assertThatThrownBy(() -> EXPECTATIONS.checkHours(hours(FIRST_HOURS)))
                .hasMessageStartingWith("133 of 145 values differ: hours: 24 by the source, 2 by")
                .hasMessageNotContainingAny("of hour 00", "of hour 01");
    }

    @Test
    void tellsAWrongNumberOfAnHour() {
        List<String> wrong = List.of(FIRST_HOURS.getFirst().replace("4534.18", "4534.19"));

        assertThatThrownBy(() -> EXPECTATIONS.checkHours(hours(wrong)))
                .hasMessageContaining(
                        "total_amount of hour 00: 4534.18 by the source, 4534.19 by the table");
    }

    private static Answer count(String trips, String different) {
        return answer(List.of("trips", "different_trips"), List.of(List.of(trips, different)));
    }

    private static Answer hours(List<String> rows) {
        return answer(
                List.of(
                        "pickup_hour",
                        "trips",
                        "passengers",
                        "total_amount",
                        "average_amount",
                        "average_miles"),
                rows.stream().map(row -> List.of(row.split(" "))).toList());
    }

    /// The first ten trips; of the first one, with other values.
    private static Answer rows(Map<String, String> others) {
        List<List<String>> rows = new ArrayList<>();
        for (int row : IntStream.range(0, 10).toArray()) {
            Trip trip = SOURCE.kept().get(row);
            Map<String, String> spoilt = row == 0 ? others : Map.of();
            rows.add(
                    TRIP_COLUMNS.stream()
                            .map(column -> spoilt.getOrDefault(column, value(trip, column)))
                            .toList());
        }
        return answer(TRIP_COLUMNS, rows);
    }

    /// As the server writes it.
    private static String value(Trip trip, String column) {
        return switch (column) {
            case "trip_id" -> Long.toString(trip.id());
            case "passenger_count" -> trip.text(column);
            case "pickup_datetime", "dropoff_datetime" -> trip.text(column) + ".000";
            default -> Double.toString(trip.number(column));
        };
    }

    private static Answer answer(List<String> names, List<List<String>> rows) {
        Stream<List<Optional<String>>> values =
                rows.stream().map(row -> row.stream().map(Optional::of).toList());
        return new Answer(
                names.stream().map(name -> new Column(name, "varchar")).toList(), values.toList());
    }
}
