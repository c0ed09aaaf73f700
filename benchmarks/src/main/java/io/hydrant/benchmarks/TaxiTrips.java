package io.hydrant.benchmarks;

import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveType;
import io.hydrant.formats.schema.HiveType.Primitive;
import io.hydrant.formats.schema.TableSchema;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/// Taxi trips as JSON of about 338 bytes each, and the table they belong to.
///
/// Coordinates are singles printed as doubles, as those of New York's public trips are.
final class TaxiTrips {
    static final TableSchema SCHEMA =
            new TableSchema(
                    List.of(
                            column("pickup_latitude", Primitive.DOUBLE),
                            column("pickup_longitude", Primitive.DOUBLE),
                            column("dropoff_latitude", Primitive.DOUBLE),
                            column("dropoff_longitude", Primitive.DOUBLE),
                            column("trip_id", Primitive.BIGINT),
                            column("trip_distance", Primitive.DOUBLE),
                            column("passenger_count", Primitive.INT),
                            column("pickup_datetime", Primitive.TIMESTAMP),
                            column("dropoff_datetime", Primitive.TIMESTAMP),
                            column("total_amount", Primitive.DOUBLE)));

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final SplittableRandom random = new SplittableRandom(42);
    private long millis = Instant.parse("2016-01-01T00:00:00Z").toEpochMilli();
    private long id = 4_000_000_000L;

    /// How the records are written.
    enum Form {
        COMPACT,
        SPACED;

        String of(String json) {
            return switch (this) {
                case COMPACT -> json;
                case SPACED -> json.replace("\":", "\": ").replace(",\"", ", \"");
            };
        }
    }

    /// Records one behind the other; record `i` is from `ends[i - 1]` to `ends[i]`.
    record Block(byte[] bytes, int[] ends) {}

    Block block(int count, Form form, int slackBytes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(count * 340);
        int[] ends = new int[count];
        for (int i = 0; i < count; i++) {
            bytes.writeBytes(form.of(next()).getBytes(StandardCharsets.US_ASCII));
            ends[i] = bytes.size();
        }
        bytes.writeBytes(new byte[slackBytes]);
        return new Block(bytes.toByteArray(), ends);
    }

    private String next() {
        millis += random.nextInt(500);
        long pickup = millis / 1000 * 1000;
        long dropoff = pickup + 1000L * (60 + random.nextInt(3600));
        List<String> members = new ArrayList<>();
        add(members, "pickup_latitude", latitude());
        add(members, "pickup_longitude", longitude());
        add(members, "dropoff_latitude", latitude());
        add(members, "dropoff_longitude", longitude());
        add(members, "trip_id", Long.toString(id++));
        int hundredths = 30 + random.nextInt(1500);
        double distance = hundredths / 100.0;
        add(members, "trip_distance", Double.toString(distance));
        add(members, "passenger_count", Integer.toString(1 + random.nextInt(6)));
        add(members, "pickup_datetime", quoted(TIME.format(Instant.ofEpochMilli(pickup))));
        add(members, "dropoff_datetime", quoted(TIME.format(Instant.ofEpochMilli(dropoff))));
        double total = Math.round(330 + hundredths * 2.5 + random.nextDouble() * 600) / 100.0;
        add(members, "total_amount", Double.toString(total));
        add(members, "type", quoted("trip"));
        return "{" + String.join(",", members) + "}\n";
    }

    private String latitude() {
        return Double.toString((float) (40.60 + random.nextDouble() * 0.25));
    }

    private String longitude() {
        return Double.toString((float) (-74.05 + random.nextDouble() * 0.30));
    }

    private static void add(List<String> members, String name, String value) {
        members.add(quoted(name) + ":" + value);
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    private static Column column(String name, HiveType type) {
        return new Column(name, type);
    }
}
