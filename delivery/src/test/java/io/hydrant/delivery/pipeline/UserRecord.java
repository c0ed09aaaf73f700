package io.hydrant.delivery.pipeline;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/// A record that can be found again in objects, also within other bytes: `<KEY:NUMBERxxx>`. What
/// [FakeFunction] makes of it is the same record.
///
/// @param number rises with the puts of its key
record UserRecord(String key, int number) {
    private static final Pattern SHAPE = Pattern.compile("<(k\\d+):(\\d+)x*(?:#\\d+)?>");

    private static final Pattern RAW_DATA = Pattern.compile("\"rawData\":\"([^\"]*)\"");
    private static final String FAILED = "processing-failed/";

    String text(int paddingBytes) {
        return "<" + key + ":" + number + "x".repeat(paddingBytes) + ">";
    }

    /// All records in the objects of a bucket, objects in the order of their first uploads.
    static List<UserRecord> delivered(ShardedSimulation simulation, String bucket) {
        List<UserRecord> records = new ArrayList<>();
        simulation.store.objects().keySet().stream()
                .filter(name -> name.startsWith(bucket))
                .filter(name -> !name.contains(FAILED))
                .sorted(Comparator.comparing(simulation.order::get))
                .forEach(name -> find(name, simulation.store.objects().get(name), records));
        return records;
    }

    /// All records in the error objects of a bucket, objects in the order of their first uploads.
    static List<UserRecord> failed(ShardedSimulation simulation, String bucket) {
        List<UserRecord> records = new ArrayList<>();
        simulation.store.objects().keySet().stream()
                .filter(name -> name.startsWith(bucket) && name.contains(FAILED))
                .sorted(Comparator.comparing(simulation.order::get))
                .map(simulation.store.objects()::get)
                .forEach(object -> findRawData(object, records));
        return records;
    }

    /// All records within the bytes of one that was put.
    static List<UserRecord> within(String put) {
        List<UserRecord> records = new ArrayList<>();
        find(put, records);
        return records;
    }

    private static void findRawData(byte[] object, List<UserRecord> into) {
        new String(object, StandardCharsets.ISO_8859_1)
                .lines()
                .map(RAW_DATA::matcher)
                .filter(Matcher::find)
                .map(line -> Base64.getDecoder().decode(line.group(1)))
                .forEach(data -> find(new String(data, StandardCharsets.ISO_8859_1), into));
    }

    private static void find(String name, byte[] object, List<UserRecord> into) {
        find(text(name, object), into);
    }

    private static void find(String text, List<UserRecord> into) {
        Matcher matcher = SHAPE.matcher(text);
        while (matcher.find()) {
            into.add(new UserRecord(matcher.group(1), Integer.parseInt(matcher.group(2))));
        }
    }

    private static String text(String name, byte[] object) {
        if (!name.endsWith(".gz")) {
            return new String(object, StandardCharsets.ISO_8859_1);
        }
        try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(object))) {
            return new String(plain.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
