package io.hydrant.conformance.kill;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.zip.GZIPInputStream;

/// Counts, for one lane and one place it delivers to, how often each attempt's records arrived.
final class Census {
    private static final int EXAMPLES_MAX = 5;

    private final Lane lane;
    private final String place;
    private final Map<Integer, int[]> countsByAttempt = new HashMap<>();
    private final List<String> violations = new ArrayList<>();
    private int objects;
    private int records;
    private int unacknowledged;

    /// @param place how a violation names it
    Census(Lane lane, String place) {
        this.lane = lane;
        this.place = place;
    }

    /// @param compressed whether the objects are GZIP
    void read(
            SortedMap<String, byte[]> found, List<Attempts.Attempt> attempts, boolean compressed) {
        for (Map.Entry<String, byte[]> object : found.entrySet()) {
            objects++;
            try {
                byte[] content =
                        compressed
                                ? new GZIPInputStream(new ByteArrayInputStream(object.getValue()))
                                        .readAllBytes()
                                : object.getValue();
                readLines(object.getKey(), content, attempts);
            } catch (IOException e) {
                violation("%s cannot be read: %s".formatted(object.getKey(), e));
            }
        }
    }

    /// What was acknowledged must be here once, anything else at most once.
    void compare(List<Attempts.Attempt> attempts) {
        for (Attempts.Attempt attempt : attempts) {
            if (attempt.lane() != lane) {
                continue;
            }
            int[] counts =
                    countsByAttempt.getOrDefault(attempt.id(), new int[attempt.numbers().size()]);
            for (int index = 0; index < counts.length; index++) {
                judge(attempt, index, counts[index]);
            }
        }
    }

    List<String> violations() {
        return List.copyOf(violations);
    }

    int objectCount() {
        return objects;
    }

    int recordCount() {
        return records;
    }

    /// Records that arrived though nobody was told that they were taken.
    int unacknowledgedCount() {
        return unacknowledged;
    }

    private void judge(Attempts.Attempt attempt, int index, int count) {
        boolean acknowledged = attempt.acknowledged().get(index);
        if (acknowledged && count == 0) {
            violation("missing: " + attempt.record(index));
        } else if (count > 1) {
            violation("%d times: %s".formatted(count, attempt.record(index)));
        } else if (!acknowledged && count == 1) {
            unacknowledged++;
        }
    }

    private void readLines(String key, byte[] content, List<Attempts.Attempt> attempts) {
        if (content.length == 0 || content[content.length - 1] != '\n') {
            violation(key + " does not end with a line end");
        }
        for (String line : new String(content, StandardCharsets.UTF_8).lines().toList()) {
            records++;
            Optional<NumberedRecord> record = NumberedRecord.parse(lane, line);
            boolean known =
                    record.isPresent()
                            && record.get().attempt() < attempts.size()
                            && wasSent(record.get(), attempts.get(record.get().attempt()));
            if (!known) {
                violation("%s holds what nobody put: %s".formatted(key, line));
                continue;
            }
            int size = attempts.get(record.get().attempt()).numbers().size();
            countsByAttempt
                    .computeIfAbsent(record.get().attempt(), _ -> new int[size])[
                    record.get().place()]++;
        }
    }

    private boolean wasSent(NumberedRecord record, Attempts.Attempt attempt) {
        return attempt.lane() == lane
                && record.place() < attempt.numbers().size()
                && attempt.record(record.place()).equals(record);
    }

    private void violation(String what) {
        violations.add(lane.stream() + " " + place + ": " + what);
    }

    /// The first violations, and how many there are.
    static String excerpt(List<String> violations) {
        List<String> lines = new ArrayList<>();
        lines.addAll(violations.subList(0, Math.min(EXAMPLES_MAX, violations.size())));
        if (violations.size() > EXAMPLES_MAX) {
            lines.add("... and " + (violations.size() - EXAMPLES_MAX) + " more");
        }
        return String.join("\n", lines);
    }
}
