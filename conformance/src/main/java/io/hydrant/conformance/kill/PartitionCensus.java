package io.hydrant.conformance.kill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.hydrant.conformance.kill.PartitionAttempts.Attempt;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;

/// Counts, for one delivery stream with partitions, where each record of each attempt arrived: in
/// an object below the folder of its key, or as a line of an error object.
final class PartitionCensus {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BEYOND_LIMIT = "DynamicPartitioning.ActivePartitionsLimitExceeded";

    private final PartitionLane lane;
    private final Map<String, PartitionRecord> records = new HashMap<>();
    private final Set<String> acknowledged = new HashSet<>();
    private final Map<String, List<String>> places = new HashMap<>();
    private final Set<String> backedUp = new HashSet<>();
    private final Set<String> folders = new HashSet<>();
    private final List<String> violations = new ArrayList<>();
    private final List<KillReport.PlaceCount> counts = new ArrayList<>();
    private final Map<String, Integer> errorsByReason = new TreeMap<>();
    private int dropped;

    PartitionCensus(PartitionLane lane, List<Attempt> attempts) {
        this.lane = lane;
        for (Attempt attempt : attempts) {
            for (int place = 0;
                    attempt.lane() == lane && place < attempt.numbers().size();
                    place++) {
                PartitionRecord record = attempt.record(place);
                records.put(record.id(), record);
                if (attempt.acknowledged().get(place)) {
                    acknowledged.add(record.id());
                }
            }
        }
    }

    /// Looks at everything that the stream delivered.
    ///
    /// @param under gives all objects under a prefix, by key
    /// @param droppedIds records that the function dropped at least once
    void read(Function<String, SortedMap<String, byte[]>> under, Set<String> droppedIds)
            throws IOException {
        SortedMap<String, byte[]> main = under.apply(lane.prefix());
        SortedMap<String, byte[]> errors = under.apply(lane.errorPrefix());
        SortedMap<String, byte[]> backup = under.apply(lane.backupPrefix());
        switch (lane) {
            case QUERIED, TRANSFORMED -> readLines(main);
            case AGGREGATED -> readRows(main);
        }
        count(lane.prefix(), main.size(), places.keySet());
        Set<String> inObjects = Set.copyOf(places.keySet());
        readErrors(errors);
        Set<String> inErrors = new HashSet<>(places.keySet());
        inErrors.removeAll(inObjects);
        count(lane.errorPrefix(), errors.size(), inErrors);
        if (lane.backedUp()) {
            readBackup(backup);
            count(lane.backupPrefix(), backup.size(), backedUp);
        }
        records.keySet().forEach(id -> judge(id, droppedIds));
        if (lane == PartitionLane.TRANSFORMED) {
            counts.add(new KillReport.PlaceCount("dropped by the function", 0, dropped, 0));
        }
    }

    List<String> violations() {
        return List.copyOf(violations);
    }

    List<KillReport.PlaceCount> counts() {
        return List.copyOf(counts);
    }

    /// How many partitions there are objects of.
    int partitionCount() {
        return folders.size();
    }

    /// Lines of error objects.
    Map<String, Integer> errorsByReason() {
        return errorsByReason;
    }

    private void count(String place, int objects, Set<String> ids) {
        int unacknowledged = (int) ids.stream().filter(id -> !acknowledged.contains(id)).count();
        counts.add(new KillReport.PlaceCount(place, objects, ids.size(), unacknowledged));
    }

    private void judge(String id, Set<String> droppedIds) {
        List<String> found = places.getOrDefault(id, List.of());
        if (found.size() > 1) {
            violation("%d times: %s in %s".formatted(found.size(), records.get(id), found));
        }
        boolean told = acknowledged.contains(id);
        boolean mayBeDropped = droppedIds.contains(id);
        if (found.isEmpty() && told && !mayBeDropped) {
            violation("missing: " + records.get(id));
        }
        dropped += found.isEmpty() && told && mayBeDropped ? 1 : 0;
        if (lane.backedUp() && told && !backedUp.contains(id)) {
            violation("missing in the backup: " + records.get(id));
        }
        if (lane.backedUp() && found.isEmpty() == backedUp.contains(id)) {
            violation("in objects or in the backup alone: " + records.get(id));
        }
    }

    private void readLines(SortedMap<String, byte[]> found) throws IOException {
        for (Map.Entry<String, byte[]> object : found.entrySet()) {
            String key = object.getKey();
            for (String line : text(key, object.getValue()).lines().toList()) {
                JsonNode parsed = JSON.readTree(line);
                PartitionRecord record = known(key, parsed.path("id").asText());
                String expected =
                        lane == PartitionLane.TRANSFORMED
                                ? "{\"k\":\"" + parsed.path("k").asText() + "\"," + rest(record)
                                : record.line();
                if (!line.equals(expected)) {
                    violation("%s holds another line than was put: %s".formatted(key, line));
                }
                String own =
                        lane == PartitionLane.TRANSFORMED
                                ? parsed.path("k").asText()
                                : record.key();
                place(key, record.id(), own);
            }
        }
    }

    private static String rest(PartitionRecord record) {
        return record.line().substring(1);
    }

    private void readRows(SortedMap<String, byte[]> found) throws IOException {
        for (ParquetFolder.Row row : ParquetFolder.rows(found)) {
            PartitionRecord record = known(row.key(), row.id());
            if (!record.fits()
                    || row.number() != record.number()
                    || !row.partition().equals(record.key())) {
                violation("%s is not the row of %s".formatted(row, record));
            }
            place(row.key(), record.id(), record.key());
        }
    }

    private void place(String key, String id, String partition) {
        String folder = key.substring(lane.prefix().length()).split("/")[0];
        if (!folder.equals(partition) || partition.isEmpty()) {
            violation("%s of partition '%s' is in %s".formatted(id, partition, key));
        }
        folders.add(folder);
        places.computeIfAbsent(id, _ -> new ArrayList<>()).add(key);
    }

    private void readErrors(SortedMap<String, byte[]> found) throws IOException {
        for (Map.Entry<String, byte[]> object : found.entrySet()) {
            String key = object.getKey();
            String type = key.substring(lane.errorPrefix().length()).split("/")[0];
            for (String line : text(key, object.getValue()).lines().toList()) {
                JsonNode error = JSON.readTree(line);
                String data =
                        new String(error.path("rawData").binaryValue(), StandardCharsets.UTF_8);
                PartitionRecord record = known(key, JSON.readTree(data).path("id").asText());
                String code = error.path("errorCode").asText(error.path("lastErrorCode").asText());
                errorsByReason.merge(
                        code + ": " + error.path("errorMessage").asText(), 1, Integer::sum);
                if (!isReason(type, code, record)) {
                    violation("%s is in %s for %s".formatted(record, key, code));
                }
                places.computeIfAbsent(record.id(), _ -> new ArrayList<>()).add(key);
            }
        }
    }

    private boolean isReason(String type, String code, PartitionRecord record) {
        return switch (type) {
            case "metadata-extraction-failed" ->
                    code.equals(BEYOND_LIMIT)
                            || lane != PartitionLane.TRANSFORMED && record.key().isEmpty();
            case "processing-failed" ->
                    lane == PartitionLane.TRANSFORMED && code.startsWith("Lambda.");
            case "format-conversion-failed" -> lane == PartitionLane.AGGREGATED && !record.fits();
            default -> false;
        };
    }

    private void readBackup(SortedMap<String, byte[]> found) throws IOException {
        for (Map.Entry<String, byte[]> object : found.entrySet()) {
            String key = object.getKey();
            JSON.readerFor(JsonNode.class)
                    .<JsonNode>readValues(object.getValue())
                    .forEachRemaining(
                            document -> {
                                PartitionRecord record = known(key, document.path("id").asText());
                                if (!backedUp.add(record.id())) {
                                    violation("twice in the backup: " + record);
                                }
                            });
        }
    }

    private PartitionRecord known(String key, String id) {
        PartitionRecord record = records.get(id);
        if (record == null) {
            violation("%s holds what nobody put: %s".formatted(key, id));
            return new PartitionRecord(-1, -1, -1);
        }
        return record;
    }

    private static String text(String key, byte[] bytes) throws IOException {
        if (!key.endsWith(".gz")) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void violation(String what) {
        violations.add(lane.stream() + ": " + what);
    }
}
