package io.hydrant.cli.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.SplittableRandom;

/// The input of the conversion benchmarks: taxi trips as lines of JSON, about 338 bytes each, the
/// same in every run.
///
/// Coordinates have the digits of a `float` shown as a `double`, as in public trip data. Every
/// tenth trip has a longitude of zero, in turns that of the pickup and that of the dropoff: the
/// benchmarks leave such trips out. For one thread.
public final class TaxiRecords {
    /// Trips of the reference input.
    public static final int COUNT = 2_000_000;

    /// Bytes of the reference input.
    public static final long BYTES = 676_948_992;

    /// Trips that stay of the reference input.
    public static final int KEPT = 1_800_000;

    /// SHA-256 of the reference input.
    public static final String SHA_256 =
            "d68e11530a4bd747d56d20f73e9e35d03589b498f3ea784517a8bb86c651311b";

    private static final long SEED = 42;
    private static final long FIRST_ID = 4_000_000_000L;
    private static final int STEP_MILLIS_MAX = 500;
    private static final long START_SECONDS =
            LocalDateTime.of(2016, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final StringBuilder line = new StringBuilder(512);
    private long index;
    private long millis;

    /// The next trip, with the line break behind it.
    public byte[] next() {
        millis += random.nextInt(STEP_MILLIS_MAX);
        long pickupSeconds = START_SECONDS + millis / 1000;
        long dropoffSeconds = pickupSeconds + 60 + random.nextInt(3600);
        line.setLength(0);
        coordinates();
        line.append(",\"trip_id\":").append(FIRST_ID + index);
        // The order of the draws is part of the input: distance, total, passengers.
        double distance = (30 + random.nextInt(1500)) / 100.0;
        double total = Math.round((3.3 + distance * 2.5 + random.nextDouble() * 6) * 100) / 100.0;
        line.append(",\"trip_distance\":").append(distance);
        line.append(",\"passenger_count\":").append(1 + random.nextInt(6));
        line.append(",\"pickup_datetime\":\"");
        time(pickupSeconds);
        line.append("\",\"dropoff_datetime\":\"");
        time(dropoffSeconds);
        line.append("\",\"total_amount\":").append(total).append(",\"type\":\"trip\"}\n");
        index++;
        return line.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private void coordinates() {
        boolean atZero = index % 10 == 3;
        boolean pickupAtZero = atZero && index / 10 % 2 == 0;
        boolean dropoffAtZero = atZero && !pickupAtZero;
        double pickupLatitude = latitude();
        double pickupLongitude = longitude();
        double dropoffLatitude = latitude();
        double dropoffLongitude = longitude();
        line.append("{\"pickup_latitude\":").append(pickupLatitude);
        line.append(",\"pickup_longitude\":").append(pickupAtZero ? 0.0 : pickupLongitude);
        line.append(",\"dropoff_latitude\":").append(dropoffLatitude);
        line.append(",\"dropoff_longitude\":").append(dropoffAtZero ? 0.0 : dropoffLongitude);
    }

    private double latitude() {
        return (float) (40.60 + random.nextDouble() * 0.25);
    }

    private double longitude() {
        return (float) (-74.05 + random.nextDouble() * 0.30);
    }

    private void time(long seconds) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
        line.append(time.getYear());
        twoDigits('-', time.getMonthValue());
        twoDigits('-', time.getDayOfMonth());
        twoDigits('T', time.getHour());
        twoDigits(':', time.getMinute());
        twoDigits(':', time.getSecond());
        line.append(".000Z");
    }

    private void twoDigits(char separator, int number) {
        line.append(separator)
                .append((char) ('0' + number / 10))
                .append((char) ('0' + number % 10));
    }

    /// Writes the reference input to a file.
    ///
    /// @throws IllegalStateException if it came out different
    public static void write(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (OutputStream output =
                new DigestOutputStream(
                        new BufferedOutputStream(Files.newOutputStream(file), 1 << 20), digest)) {
            TaxiRecords records = new TaxiRecords();
            for (int i = 0; i < COUNT; i++) {
                output.write(records.next());
            }
        }
        String hash = HexFormat.of().formatHex(digest.digest());
        if (!hash.equals(SHA_256)) {
            throw new IllegalStateException(
                    "the trips in " + file + " must have SHA-256 " + SHA_256 + " but had " + hash);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
