package io.hydrant.cli.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The columns of New York's Taxi and Limousine Commission (TLC), as fields of a trip event.
///
/// The names of the columns changed over the years and differ between yellow and green taxis; the
/// fields keep the names of 2010. Columns that came later keep theirs, in lower case.
///
/// Source: the TLC's data dictionaries for yellow and green trips; headers of its files from 2009
/// on.
final class TripColumns {
    private static final Map<String, String> FIELDS =
            Map.ofEntries(
                    Map.entry("vendor_name", "vendor_id"),
                    Map.entry("vendorid", "vendor_id"),
                    Map.entry("trip_pickup_datetime", "pickup_datetime"),
                    Map.entry("tpep_pickup_datetime", "pickup_datetime"),
                    Map.entry("lpep_pickup_datetime", "pickup_datetime"),
                    Map.entry("trip_dropoff_datetime", "dropoff_datetime"),
                    Map.entry("tpep_dropoff_datetime", "dropoff_datetime"),
                    Map.entry("lpep_dropoff_datetime", "dropoff_datetime"),
                    Map.entry("start_lon", "pickup_longitude"),
                    Map.entry("start_lat", "pickup_latitude"),
                    Map.entry("end_lon", "dropoff_longitude"),
                    Map.entry("end_lat", "dropoff_latitude"),
                    Map.entry("ratecodeid", "rate_code"),
                    Map.entry("store_and_forward", "store_and_fwd_flag"),
                    Map.entry("fare_amt", "fare_amount"),
                    Map.entry("tip_amt", "tip_amount"),
                    Map.entry("tolls_amt", "tolls_amount"),
                    Map.entry("total_amt", "total_amount"),
                    Map.entry("extra", "surcharge"),
                    Map.entry("pulocationid", "pickup_location_id"),
                    Map.entry("dolocationid", "dropoff_location_id"));

    private static final Set<String> TIMES = Set.of("pickup_datetime", "dropoff_datetime");
    private static final Set<String> TEXTS =
            Set.of("vendor_id", "store_and_fwd_flag", "payment_type");
    private static final Set<String> WHOLE_NUMBERS =
            Set.of(
                    "passenger_count",
                    "rate_code",
                    "pickup_location_id",
                    "dropoff_location_id",
                    "trip_type");
    private static final Set<String> NUMBERS =
            Set.of(
                    "trip_distance",
                    "pickup_longitude",
                    "pickup_latitude",
                    "dropoff_longitude",
                    "dropoff_latitude",
                    "fare_amount",
                    "surcharge",
                    "mta_tax",
                    "tip_amount",
                    "tolls_amount",
                    "ehail_fee",
                    "improvement_surcharge",
                    "congestion_surcharge",
                    "airport_fee",
                    "cbd_congestion_fee",
                    "total_amount");

    private TripColumns() {}

    /// The columns of a file of trips; empty if the header is of something else.
    static Optional<List<CsvColumn>> of(List<String> header) {
        List<CsvColumn> columns = new ArrayList<>();
        for (String name : header) {
            String lowerCase = name.toLowerCase(Locale.ROOT);
            String field = FIELDS.getOrDefault(lowerCase, lowerCase);
            columns.add(new CsvColumn(field, kind(field)));
        }
        List<String> fields = columns.stream().map(CsvColumn::name).toList();
        return fields.containsAll(TIMES) && fields.contains("trip_distance")
                ? Optional.of(columns)
                : Optional.empty();
    }

    private static CsvColumn.Kind kind(String field) {
        if (TIMES.contains(field)) {
            return CsvColumn.Kind.TIME;
        }
        if (TEXTS.contains(field)) {
            return CsvColumn.Kind.TEXT;
        }
        if (WHOLE_NUMBERS.contains(field)) {
            return CsvColumn.Kind.WHOLE_NUMBER;
        }
        return NUMBERS.contains(field) ? CsvColumn.Kind.NUMBER : CsvColumn.Kind.ANY;
    }
}
