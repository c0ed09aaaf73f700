package io.hydrant.cli.demo;

import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.cli.source.SourceObject;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/// Real trips of New York taxis, as the events that a fleet would send.
///
/// One trip is one JSON object on one line: numbers as numbers, what is unknown left out, the trips
/// in the order in which they ended. Where they come from stands in the README beside the sample.
public final class TaxiTrips {
    private static final String SAMPLE = "taxi-trips.csv.gz";
    private static final Set<String> TEXTS =
            Set.of("vendor_id", "store_and_fwd_flag", "payment_type");
    private static final Set<String> TIMES = Set.of("pickup_datetime", "dropoff_datetime");
    private static final int DROPOFF_COLUMN = 2;

    private TaxiTrips() {}

    /// All trips of the sample, each with the newline at its end.
    public static List<byte[]> records() {
        List<String> lines = lines();
        String[] columns = lines.getFirst().split(",", -1);
        List<String[]> trips = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            trips.add(line.split(",", -1));
        }
        trips.sort(Comparator.comparing(fields -> fields[DROPOFF_COLUMN]));

        List<byte[]> records = new ArrayList<>(trips.size());
        for (String[] fields : trips) {
            String event = event(columns, fields, records.size() + 1) + "\n";
            records.add(event.getBytes(StandardCharsets.UTF_8));
        }
        return records;
    }

    private static ObjectNode event(String[] columns, String[] fields, int tripId) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        for (int column = 0; column < columns.length; column++) {
            String name = columns[column];
            String field = fields[column].strip();
            if (field.isEmpty()) {
                continue;
            }
            if (TEXTS.contains(name)) {
                event.put(name, field);
            } else if (TIMES.contains(name)) {
                event.put(name, field.replace(' ', 'T') + ".000Z");
            } else {
                event.set(
                        name,
                        DecimalNode.valueOf(new BigDecimal(new BigDecimal(field).toPlainString())));
            }
        }
        return event.put("trip_id", tripId).put("type", "trip");
    }

    /// The file as it is stored.
    static SourceObject packed() {
        return new SourceObject(
                SAMPLE, packedBytes(), () -> TaxiTrips.class.getResourceAsStream(SAMPLE));
    }

    private static long packedBytes() {
        try (InputStream sample = TaxiTrips.class.getResourceAsStream(SAMPLE)) {
            return sample.readAllBytes().length;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /// The file's lines, the header first.
    static List<String> lines() {
        try (InputStream sample = TaxiTrips.class.getResourceAsStream(SAMPLE);
                BufferedReader reader =
                        new BufferedReader(
                                new InputStreamReader(
                                        new GZIPInputStream(sample), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static UncheckedIOException unreadable(IOException e) {
        return new UncheckedIOException("the sample of trips in the jar cannot be read", e);
    }
}
