package io.hydrant.conformance.kill;

import io.hydrant.conformance.kill.StreamAttempts.Attempt;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/// Counts how often each user record of a stream arrived in a delivery stream's objects, and looks
/// at their order.
final class SourceCensus {
    /// Behind the names' time comes an identity without order.
    private static final int IDENTITY_CHARS = "-00000000-0000-0000-0000-000000000000".length();

    private final String place;
    private final List<Attempt> attempts;
    private final Map<Integer, int[]> countsByAttempt = new HashMap<>();
    private final Map<Integer, List<Run>> runsByChannel = new TreeMap<>();
    private final List<String> violations = new ArrayList<>();
    private int objects;
    private int records;

    /// The records of one channel in one object.
    private record Run(String object, long first, long last) {}

    /// @param place how a violation names it
    /// @param attempts all, by number
    SourceCensus(String place, List<Attempt> attempts) {
        this.place = place;
        this.attempts = attempts;
    }

    /// How many lines the objects have.
    static int lineCount(SortedMap<String, byte[]> found, boolean compressed) {
        int lines = 0;
        for (byte[] object : found.values()) {
            try {
                for (byte one : content(object, compressed)) {
                    lines += one == '\n' ? 1 : 0;
                }
            } catch (IOException _) {
                continue; // whoever reads it later tells
            }
        }
        return lines;
    }

    void read(SortedMap<String, byte[]> found, boolean compressed) {
        for (Map.Entry<String, byte[]> object : found.entrySet()) {
            objects++;
            try {
                readLines(object.getKey(), content(object.getValue(), compressed));
            } catch (IOException e) {
                violation("%s cannot be read: %s".formatted(object.getKey(), e));
            }
        }
    }

    /// Each user record of the stream must be here once, and nothing else; those of a channel in
    /// their order over the objects.
    void compare(List<Attempt> stored) {
        for (Attempt attempt : stored) {
            int[] counts = countsByAttempt.remove(attempt.id());
            for (int index = 0; index < attempt.count(); index++) {
                int count = counts == null ? 0 : counts[index];
                if (count != 1) {
                    violation("%d times: %s".formatted(count, attempt.record(index)));
                }
            }
        }
        countsByAttempt.keySet().forEach(id -> violation(id + " is not in the stream"));
        runsByChannel.forEach(this::judgeOrder);
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

    private void readLines(String key, byte[] content) {
        if (content.length == 0 || content[content.length - 1] != '\n') {
            violation(key + " does not end with a line end");
        }
        Map<Integer, Run> runs = new HashMap<>();
        for (String line : new String(content, StandardCharsets.UTF_8).lines().toList()) {
            records++;
            Optional<ChannelRecord> record = ChannelRecord.parse(line).filter(this::wasPut);
            if (record.isEmpty()) {
                violation("%s holds what nobody put: %s".formatted(key, line));
                continue;
            }
            count(record.get());
            extend(key, record.get(), runs);
        }
        runs.forEach(
                (channel, run) ->
                        runsByChannel.computeIfAbsent(channel, _ -> new ArrayList<>()).add(run));
    }

    private void count(ChannelRecord record) {
        int size = attempts.get(record.attempt()).count();
        countsByAttempt.computeIfAbsent(record.attempt(), _ -> new int[size])[record.place()]++;
    }

    private void extend(String key, ChannelRecord record, Map<Integer, Run> runs) {
        long position = ((long) record.attempt() << 16) + record.place();
        Run before = runs.get(record.channel());
        if (before != null && before.last() >= position) {
            violation("%s: %s comes too late".formatted(key, record));
        }
        long first = before == null ? position : before.first();
        runs.put(record.channel(), new Run(key, first, position));
    }

    private boolean wasPut(ChannelRecord record) {
        if (record.attempt() >= attempts.size()) {
            return false;
        }
        Attempt attempt = attempts.get(record.attempt());
        return record.place() < attempt.count() && attempt.record(record.place()).equals(record);
    }

    /// Names of the same second have no order, but what they hold must not be mixed.
    private void judgeOrder(int channel, List<Run> runs) {
        runs.sort(Comparator.comparingLong(Run::first));
        for (int i = 1; i < runs.size(); i++) {
            Run before = runs.get(i - 1);
            Run after = runs.get(i);
            if (before.last() >= after.first()
                    || upToSecond(before.object()).compareTo(upToSecond(after.object())) > 0) {
                violation("channel %d: %s is before %s".formatted(channel, before, after));
            }
        }
    }

    private static String upToSecond(String key) {
        String bare = key.endsWith(".gz") ? key.substring(0, key.length() - 3) : key;
        return bare.substring(0, Math.max(0, bare.length() - IDENTITY_CHARS));
    }

    private static byte[] content(byte[] object, boolean compressed) throws IOException {
        return compressed
                ? new GZIPInputStream(new ByteArrayInputStream(object)).readAllBytes()
                : object;
    }

    private void violation(String what) {
        violations.add(place + ": " + what);
    }
}
