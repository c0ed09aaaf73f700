package io.hydrant.conformance.client;

import io.hydrant.cli.demo.TaxiTrips;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The taxi trips that are shipped with the product, as what was sent and what has arrived.
final class Sample {
    static final List<byte[]> RECORDS = TaxiTrips.records();
    private static final int BATCH_RECORDS_MAX = 500;

    private Sample() {}

    static List<List<byte[]>> batches() {
        List<List<byte[]>> batches = new ArrayList<>();
        for (int from = 0; from < RECORDS.size(); from += BATCH_RECORDS_MAX) {
            batches.add(RECORDS.subList(from, Math.min(RECORDS.size(), from + BATCH_RECORDS_MAX)));
        }
        return batches;
    }

    /// All lines in one order, so that two collections of them can be compared to the byte.
    static List<String> lines() {
        return sortedLines(RECORDS);
    }

    static List<String> sortedLines(List<byte[]> contents) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        contents.forEach(all::writeBytes);
        String text = all.toString(StandardCharsets.UTF_8);
        return text.lines().sorted().toList();
    }

    static long bytes() {
        return RECORDS.stream().mapToLong(record -> record.length).sum();
    }
}
